/// A mission database with one packet of twenty parameters: three in four are calibrated 16-bit integers, the rest are
/// floats; every one has warning and critical limits.
let missionDatabase: String = {
    let header = [
        ("VERSION", 3), ("TYPE", 1), ("SEC_HDR_FLG", 1), ("PKT_APID", 11), ("SEQ_FLGS", 2), ("SRC_SEQ_CTR", 14),
        ("PKT_LEN", 16), ("COARSE_TIME", 32), ("FINE_TIME", 16),
    ]
    let body = (0..<20).map { "P\($0)" }
    let types = header.map { name, bits in
        """
        <IntegerParameterType name="\(name)_T" signed="false"><UnitSet/>\
        <IntegerDataEncoding sizeInBits="\(bits)" encoding="unsigned"/></IntegerParameterType>
        """
    }
    let parameters =
        header.map { "<Parameter name=\"\($0.0)\" parameterTypeRef=\"\($0.0)_T\"/>" }
        + body.enumerated().map { index, name in
            """
            <Parameter name="\(name)" parameterTypeRef="\(index % 4 == 3 ? "FLOAT_T" : "COUNT_T")"><ParameterProperties/>\
            </Parameter>
            """.replacing("<ParameterProperties/>", with: ancillary)
        }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <SpaceSystem name="Benchmark" xmlns="http://www.omg.org/spec/XTCE/20180204"><TelemetryMetaData>
        <ParameterTypeSet>\(types.joined(separator: "\n"))\(measuredTypes)</ParameterTypeSet>
        <ParameterSet>\(parameters.joined(separator: "\n"))</ParameterSet>
        <ContainerSet>
        <SequenceContainer name="PACKET" abstract="true"><EntryList>\(entries(header.map(\.0)))</EntryList>
        </SequenceContainer>
        <SequenceContainer name="TWENTY"><EntryList>\(entries(body))</EntryList>
        <BaseContainer containerRef="PACKET"><RestrictionCriteria><ComparisonList>
        <Comparison parameterRef="PKT_APID" value="100"/><Comparison parameterRef="SEC_HDR_FLG" value="1"/>
        </ComparisonList></RestrictionCriteria></BaseContainer></SequenceContainer>
        </ContainerSet></TelemetryMetaData></SpaceSystem>
        """
}()

private let ancillary = """
    <AncillaryDataSet><AncillaryData name="element">destiny</AncillaryData>\
    <AncillaryData name="subsystem">power</AncillaryData></AncillaryDataSet>
    """

private let limits = """
    <DefaultAlarm><StaticAlarmRanges><WarningRange minInclusive="-1000" maxInclusive="1000"/>\
    <CriticalRange minInclusive="-2000" maxInclusive="2000"/></StaticAlarmRanges></DefaultAlarm>
    """

private let measuredTypes = """
    <FloatParameterType name="COUNT_T"><UnitSet><Unit>V</Unit></UnitSet>\
    <IntegerDataEncoding sizeInBits="16" encoding="unsigned"><DefaultCalibrator><PolynomialCalibrator>\
    <Term coefficient="-50" exponent="0"/><Term coefficient="0.05" exponent="1"/></PolynomialCalibrator>\
    </DefaultCalibrator></IntegerDataEncoding>\(limits)</FloatParameterType>\
    <FloatParameterType name="FLOAT_T"><UnitSet><Unit>degC</Unit></UnitSet>\
    <FloatDataEncoding sizeInBits="32" encoding="IEEE754"/>\(limits)</FloatParameterType>
    """

private func entries(_ names: [String]) -> String {
    names.map { "<ParameterRefEntry parameterRef=\"\($0)\"/>" }.joined()
}

import MissionDatabase

/// Small mission database with limits, and its packets.
enum TelemetrySample {
    static let document = """
        <SpaceSystem name="Test" xmlns="http://www.omg.org/spec/XTCE/20180204"><TelemetryMetaData>
        <ParameterTypeSet>
        \([1, 2, 3, 11, 14, 16, 32].map { "<IntegerParameterType name=\"U\($0)\" signed=\"false\"><IntegerDataEncoding sizeInBits=\"\($0)\"/></IntegerParameterType>" }.joined())
        <FloatParameterType name="Volts" sizeInBits="64"><UnitSet><Unit>V</Unit></UnitSet>
          <IntegerDataEncoding sizeInBits="16" encoding="twosComplement"><DefaultCalibrator><PolynomialCalibrator>
          <Term coefficient="0.5" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding>
          <DefaultAlarm><StaticAlarmRanges>
            <WatchRange minInclusive="0" maxInclusive="100"/><WarningRange minInclusive="-10" maxInclusive="110"/>
            <DistressRange minExclusive="-20" maxExclusive="120"/><CriticalRange minInclusive="-30" maxInclusive="130"/>
            <SevereRange minInclusive="-40" maxInclusive="140"/>
          </StaticAlarmRanges></DefaultAlarm></FloatParameterType>
        <FloatParameterType name="Slow" sizeInBits="32"><FloatDataEncoding sizeInBits="32"/>
          <ValidRange minInclusive="0" maxInclusive="1000"/>
          <DefaultAlarm minViolations="3"><StaticAlarmRanges rangeForm="inside">
            <WarningRange minInclusive="10" maxExclusive="20"/></StaticAlarmRanges></DefaultAlarm></FloatParameterType>
        <EnumeratedParameterType name="Mode"><IntegerDataEncoding sizeInBits="8" encoding="twosComplement"/>
          <EnumerationList><Enumeration value="0" label="OFF"/><Enumeration value="1" maxValue="3" label="ON"/>
          <Enumeration value="-1" label="FAULT"/></EnumerationList>
          <DefaultAlarm><EnumerationAlarmList><EnumerationAlarm alarmLevel="critical" enumerationLabel="FAULT"/>
          </EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>
        <BooleanParameterType name="Flag"><IntegerDataEncoding sizeInBits="8"/></BooleanParameterType>
        <StringParameterType name="Text"><StringDataEncoding><SizeInBits><Fixed><FixedValue>32</FixedValue></Fixed>
          </SizeInBits></StringDataEncoding></StringParameterType>
        <BinaryParameterType name="Bytes"><BinaryDataEncoding><SizeInBits><FixedValue>12</FixedValue></SizeInBits>
          </BinaryDataEncoding></BinaryParameterType>
        <AbsoluteTimeParameterType name="Time"><Encoding scale="0.001" offset="5">
          <IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><Epoch>TAI</Epoch></ReferenceTime>
          </AbsoluteTimeParameterType>
        </ParameterTypeSet>
        <ParameterSet>
        \([("VERSION", 3), ("TYPE", 1), ("SEC_HDR_FLG", 1), ("PKT_APID", 11), ("SEQ_FLGS", 2), ("SRC_SEQ_CTR", 14), ("PKT_LEN", 16), ("COARSE_TIME", 32), ("FINE_TIME", 16), ("SELECT", 16)].map { "<Parameter name=\"\($0)\" parameterTypeRef=\"U\($1)\"/>" }.joined())
        <Parameter name="BUS" parameterTypeRef="Volts"/><Parameter name="SLOW" parameterTypeRef="Slow"/>
        <Parameter name="MODE" parameterTypeRef="Mode"/><Parameter name="FLAG" parameterTypeRef="Flag"/>
        <Parameter name="NOTE" parameterTypeRef="Text"/><Parameter name="KEY" parameterTypeRef="Bytes"/>
        <Parameter name="TAKEN" parameterTypeRef="Time"/>
        </ParameterSet>
        <ContainerSet>
        <SequenceContainer name="Header" abstract="true"><EntryList>
        \(["VERSION", "TYPE", "SEC_HDR_FLG", "PKT_APID", "SEQ_FLGS", "SRC_SEQ_CTR", "PKT_LEN", "COARSE_TIME", "FINE_TIME"].map { "<ParameterRefEntry parameterRef=\"\($0)\"/>" }.joined())
        </EntryList></SequenceContainer>
        <SequenceContainer name="Power"><EntryList><ParameterRefEntry parameterRef="BUS"/>
          <ParameterRefEntry parameterRef="SLOW"/><ParameterRefEntry parameterRef="MODE"/>
          <ParameterRefEntry parameterRef="FLAG"/><ParameterRefEntry parameterRef="NOTE"/>
          <ParameterRefEntry parameterRef="KEY"><LocationInContainerInBits><FixedValue>4</FixedValue>
          </LocationInContainerInBits></ParameterRefEntry><ParameterRefEntry parameterRef="TAKEN"/></EntryList>
          <BaseContainer containerRef="Header"><RestrictionCriteria><Comparison parameterRef="PKT_APID" value="33"/>
          </RestrictionCriteria></BaseContainer></SequenceContainer>
        <SequenceContainer name="Selected"><EntryList><ParameterRefEntry parameterRef="SELECT"/></EntryList>
          <BaseContainer containerRef="Header"><RestrictionCriteria><Comparison parameterRef="PKT_APID" value="34"/>
          </RestrictionCriteria></BaseContainer></SequenceContainer>
        <SequenceContainer name="Special"><EntryList><ParameterRefEntry parameterRef="BUS"/></EntryList>
          <BaseContainer containerRef="Selected"><RestrictionCriteria><BooleanExpression><ORedConditions>
          <Condition><ParameterInstanceRef parameterRef="SELECT"/><ComparisonOperator>==</ComparisonOperator>
          <Value>7</Value></Condition><ANDedConditions>
          <Condition><ParameterInstanceRef parameterRef="SELECT"/><ComparisonOperator>&gt;=</ComparisonOperator>
          <Value>100</Value></Condition><Condition><ParameterInstanceRef parameterRef="SELECT"/>
          <ComparisonOperator>&lt;</ComparisonOperator><Value>200</Value></Condition></ANDedConditions>
          </ORedConditions></BooleanExpression></RestrictionCriteria></BaseContainer></SequenceContainer>
        <SequenceContainer name="Narrow"><EntryList/><BaseContainer containerRef="Header"><RestrictionCriteria>
          <ComparisonList><Comparison parameterRef="PKT_APID" value="35"/>
          <Comparison parameterRef="SEC_HDR_FLG" value="1"/></ComparisonList></RestrictionCriteria></BaseContainer>
          </SequenceContainer>
        </ContainerSet></TelemetryMetaData></SpaceSystem>
        """

    static func database() throws -> Database {
        try XTCEReader.read(Array(document.utf8), source: "test.xml")
    }

    /// Packet of a container from raw values by name.
    static func packet(_ database: Database, _ container: String, _ named: [String: Value]) throws -> [UInt8] {
        var values: [ParameterIndex: Value] = [:]
        for (name, value) in named {
            guard let parameter = database.parameter(named: name) else { continue }
            values[parameter.index] = value
        }
        return try database.encode(container: container, values: values)
    }
}

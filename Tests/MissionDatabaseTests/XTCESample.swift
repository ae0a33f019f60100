/// Small mission database, whole; tests change pieces of it.
enum XTCESample {
    static let types = """
        <IntegerParameterType name="U3" signed="false"><IntegerDataEncoding sizeInBits="3"/></IntegerParameterType>
        <IntegerParameterType name="U1" signed="false"><IntegerDataEncoding sizeInBits="1"/></IntegerParameterType>
        <IntegerParameterType name="U11" signed="false"><IntegerDataEncoding sizeInBits="11"/></IntegerParameterType>
        <IntegerParameterType name="U2" signed="false"><IntegerDataEncoding sizeInBits="2"/></IntegerParameterType>
        <IntegerParameterType name="U14" signed="false"><IntegerDataEncoding sizeInBits="14"/></IntegerParameterType>
        <IntegerParameterType name="U16" signed="false"><IntegerDataEncoding sizeInBits="16"/></IntegerParameterType>
        <FloatParameterType name="Volts" sizeInBits="64">
          <UnitSet><Unit>V</Unit></UnitSet>
          <IntegerDataEncoding sizeInBits="12" encoding="twosComplement">
            <DefaultCalibrator><PolynomialCalibrator>
              <Term coefficient="0.5" exponent="1"/><Term coefficient="-10" exponent="0"/>
            </PolynomialCalibrator></DefaultCalibrator>
          </IntegerDataEncoding>
          <DefaultAlarm minViolations="2"><StaticAlarmRanges>
            <WarningRange minInclusive="0" maxInclusive="100"/><CriticalRange minExclusive="-50" maxExclusive="200"/>
          </StaticAlarmRanges></DefaultAlarm>
        </FloatParameterType>
        <EnumeratedParameterType name="Mode">
          <IntegerDataEncoding sizeInBits="4"/>
          <EnumerationList>
            <Enumeration value="0" label="OFF"/><Enumeration value="1" label="ON"/>
            <Enumeration value="2" maxValue="5" label="TEST"/>
          </EnumerationList>
          <DefaultAlarm><EnumerationAlarmList>
            <EnumerationAlarm alarmLevel="watch" enumerationLabel="TEST"/>
          </EnumerationAlarmList></DefaultAlarm>
        </EnumeratedParameterType>
        <FloatParameterType name="Double" sizeInBits="64">
          <FloatDataEncoding sizeInBits="64" byteOrder="leastSignificantByteFirst"/>
        </FloatParameterType>
        <StringParameterType name="Text">
          <StringDataEncoding encoding="US-ASCII"><SizeInBits><Fixed><FixedValue>64</FixedValue></Fixed></SizeInBits>
          </StringDataEncoding>
        </StringParameterType>
        <BinaryParameterType name="Bytes">
          <BinaryDataEncoding><SizeInBits><FixedValue>24</FixedValue></SizeInBits></BinaryDataEncoding>
        </BinaryParameterType>
        <BooleanParameterType name="Flag"><IntegerDataEncoding sizeInBits="1"/></BooleanParameterType>
        <FloatParameterType name="Curve">
          <IntegerDataEncoding sizeInBits="8">
            <DefaultCalibrator><SplineCalibrator>
              <SplinePoint raw="0" calibrated="0"/><SplinePoint raw="100" calibrated="50"/>
              <SplinePoint raw="200" calibrated="250"/>
            </SplineCalibrator></DefaultCalibrator>
          </IntegerDataEncoding>
        </FloatParameterType>
        """

    static let parameters = """
        <Parameter name="VERSION" parameterTypeRef="U3"/><Parameter name="TYPE" parameterTypeRef="U1"/>
        <Parameter name="SEC_HDR_FLG" parameterTypeRef="U1"/><Parameter name="PKT_APID" parameterTypeRef="U11"/>
        <Parameter name="SEQ_FLGS" parameterTypeRef="U2"/><Parameter name="SRC_SEQ_CTR" parameterTypeRef="U14"/>
        <Parameter name="PKT_LEN" parameterTypeRef="U16"/>
        <Parameter name="BUS" parameterTypeRef="Volts" shortDescription="Bus voltage">
          <LongDescription>Main bus.</LongDescription>
          <AliasSet><Alias nameSpace="ops" alias="BUS_A"/></AliasSet>
          <AncillaryDataSet><AncillaryData name="element">destiny</AncillaryData></AncillaryDataSet>
        </Parameter>
        <Parameter name="MODE" parameterTypeRef="Mode"/><Parameter name="RANGE" parameterTypeRef="Double"/>
        <Parameter name="NOTE" parameterTypeRef="Text"/><Parameter name="KEY" parameterTypeRef="Bytes"/>
        <Parameter name="FLAG" parameterTypeRef="Flag"/><Parameter name="CURVE" parameterTypeRef="Curve"/>
        """

    static let containers = """
        <SequenceContainer name="CCSDSPacket" abstract="true"><EntryList>
          <ParameterRefEntry parameterRef="VERSION"/><ParameterRefEntry parameterRef="TYPE"/>
          <ParameterRefEntry parameterRef="SEC_HDR_FLG"/><ParameterRefEntry parameterRef="PKT_APID"/>
          <ParameterRefEntry parameterRef="SEQ_FLGS"/><ParameterRefEntry parameterRef="SRC_SEQ_CTR"/>
          <ParameterRefEntry parameterRef="PKT_LEN"/>
        </EntryList></SequenceContainer>
        <SequenceContainer name="Power"><DefaultRateInStream minimumValue="0.5"/><EntryList>
          <ParameterRefEntry parameterRef="BUS"/><ParameterRefEntry parameterRef="MODE"/>
          <ParameterRefEntry parameterRef="RANGE"/><ParameterRefEntry parameterRef="FLAG"/>
          <FixedValueEntry binaryValue="05" sizeInBits="3"/>
          <ParameterRefEntry parameterRef="NOTE"/>
          <ParameterRefEntry parameterRef="KEY"><LocationInContainerInBits><FixedValue>4</FixedValue>
          </LocationInContainerInBits></ParameterRefEntry>
          <ParameterRefEntry parameterRef="CURVE"/>
        </EntryList>
        <BaseContainer containerRef="CCSDSPacket"><RestrictionCriteria>
          <Comparison parameterRef="PKT_APID" value="33"/>
        </RestrictionCriteria></BaseContainer></SequenceContainer>
        """

    /// Document with the given pieces.
    static func document(
        types: String = types, parameters: String = parameters, containers: String = containers, more: String = ""
    ) -> [UInt8] {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <SpaceSystem name="Test" xmlns="http://www.omg.org/spec/XTCE/20180204">
            <TelemetryMetaData><ParameterTypeSet>\(types)</ParameterTypeSet>
            <ParameterSet>\(parameters)</ParameterSet>
            <ContainerSet>\(containers)</ContainerSet></TelemetryMetaData>\(more)</SpaceSystem>
            """
        return Array(text.utf8)
    }
}

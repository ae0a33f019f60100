/// What is known of a keyword of a conjunction data message.
struct ConjunctionKeyword: Sendable {
    /// The part of a message that a keyword stands in; in XML the element of that name.
    enum Block: Int, Sendable {
        case header, relative, relativeState, metadata, orbitDetermination, additional, state, covariance
        case alternateCovariance, covarianceMetadata, userDefined
    }

    enum Kind: Sendable {
        case text, date, number, count
        /// One of these words; others are kept and marked.
        case choice([String])
    }

    let block: Block
    let kind: Kind
    let unit: String?
    let isMandatory: Bool

    /// Whether a probability is computed from the value, so that a wrong unit cannot be let pass.
    var needsExactUnit: Bool {
        switch block {
        case .state, .covariance, .alternateCovariance: true
        default: false
        }
    }

    /// The keyword's entry; nil where no issue of the standard has it.
    static func known(_ name: String) -> ConjunctionKeyword? {
        if name.hasPrefix("USER_DEFINED_"), name.utf8.count > 13 {
            return ConjunctionKeyword(block: .userDefined, kind: .text, unit: nil, isMandatory: false)
        }
        return table[name]
    }

    /// Mandatory keywords of a part, in the standard's order.
    static func mandatory(in blocks: [Block]) -> [String] {
        mandatoryNames.filter { blocks.contains($0.block) }.map(\.name)
    }

    private static let mandatoryNames: [(name: String, block: Block)] = {
        let plain = rows.flatMap { row in row.names.filter { $0.last == "!" }.map { (String($0.dropLast()), row.block) }
        }
        let orbital = covarianceNames(axes: orbitalAxes).filter { $0.row < 6 }
        return plain + orbital.map { ($0.name, .covariance) }
    }()

    private static let table: [String: ConjunctionKeyword] = {
        var table: [String: ConjunctionKeyword] = [:]
        for row in rows {
            for marked in row.names {
                let name = marked.last == "!" ? String(marked.dropLast()) : marked
                table[name] = ConjunctionKeyword(
                    block: row.block, kind: row.kind, unit: row.unit, isMandatory: marked.last == "!")
            }
        }
        for entry in covarianceNames(axes: orbitalAxes) {
            table[entry.name] = ConjunctionKeyword(
                block: .covariance, kind: .number, unit: entry.unit, isMandatory: entry.row < 6)
        }
        for entry in covarianceNames(axes: cartesianAxes) where table[entry.name] == nil {
            table[entry.name] = ConjunctionKeyword(
                block: .alternateCovariance, kind: .number, unit: entry.unit, isMandatory: false)
        }
        return table
    }()
}

// CCSDS 508.0-B-1, tables 3-1 to 3-4; `!` marks what a message must have. Rows without it hold keywords of the draft
// second issue too.
private let rows: [(block: ConjunctionKeyword.Block, kind: ConjunctionKeyword.Kind, unit: String?, names: [String])] = [
    (.header, .date, nil, ["CREATION_DATE!"]),
    (.header, .text, nil, ["ORIGINATOR!", "MESSAGE_FOR", "MESSAGE_ID!", "CLASSIFICATION"]),
    (.relative, .date, nil, ["TCA!", "START_SCREEN_PERIOD", "STOP_SCREEN_PERIOD", "SCREEN_ENTRY_TIME"]),
    (.relative, .date, nil, ["SCREEN_EXIT_TIME", "PREVIOUS_MESSAGE_EPOCH", "NEXT_MESSAGE_EPOCH"]),
    (.relative, .number, "m", ["MISS_DISTANCE!", "SCREEN_VOLUME_RADIUS"]),
    (.relative, .number, "m", ["SCREEN_VOLUME_X", "SCREEN_VOLUME_Y", "SCREEN_VOLUME_Z"]),
    (.relative, .number, "m/s", ["RELATIVE_SPEED"]),
    (.relative, .number, "deg", ["APPROACH_ANGLE"]),
    (.relative, .number, nil, ["MAHALANOBIS_DISTANCE", "SCREEN_PC_THRESHOLD", "COLLISION_PROBABILITY"]),
    (.relative, .number, nil, ["COLLISION_MAX_PROBABILITY", "SEFI_COLLISION_PROBABILITY"]),
    (.relative, .choice(["RTN", "TVN"]), nil, ["SCREEN_VOLUME_FRAME"]),
    (.relative, .choice(["ELLIPSOID", "BOX", "SPHERE"]), nil, ["SCREEN_VOLUME_SHAPE"]),
    (.relative, .text, nil, ["CONJUNCTION_ID", "SCREEN_TYPE", "COLLISION_PERCENTILE"]),
    (.relative, .text, nil, ["COLLISION_PROBABILITY_METHOD", "COLLISION_MAX_PC_METHOD"]),
    (.relative, .text, nil, ["SEFI_COLLISION_PROBABILITY_METHOD", "SEFI_FRAGMENTATION_MODEL", "PREVIOUS_MESSAGE_ID"]),
    (.relativeState, .number, "m", ["RELATIVE_POSITION_R", "RELATIVE_POSITION_T", "RELATIVE_POSITION_N"]),
    (.relativeState, .number, "m/s", ["RELATIVE_VELOCITY_R", "RELATIVE_VELOCITY_T", "RELATIVE_VELOCITY_N"]),
    (.metadata, .text, nil, ["OBJECT!", "OBJECT_DESIGNATOR!", "CATALOG_NAME!", "OBJECT_NAME!"]),
    (.metadata, .text, nil, ["INTERNATIONAL_DESIGNATOR!", "OPERATOR_CONTACT_POSITION", "OPERATOR_ORGANIZATION"]),
    (.metadata, .text, nil, ["OPERATOR_PHONE", "OPERATOR_EMAIL", "EPHEMERIS_NAME!", "COVARIANCE_SOURCE"]),
    (.metadata, .text, nil, ["ODM_MSG_LINK", "ADM_MSG_LINK", "ORBIT_CENTER", "GRAVITY_MODEL", "ATMOSPHERIC_MODEL"]),
    (.metadata, .text, nil, ["N_BODY_PERTURBATIONS", "ALT_COV_TYPE", "ALT_COV_REF_FRAME"]),
    (
        .metadata, .choice(["PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN", "OTHER"]), nil, ["OBJECT_TYPE"]
    ),
    (.metadata, .choice(["CALCULATED", "DEFAULT"]), nil, ["COVARIANCE_METHOD!"]),
    (.metadata, .choice(["YES", "NO", "N/A"]), nil, ["MANEUVERABLE!"]),
    (.metadata, .choice(["GCRF", "EME2000", "ITRF"]), nil, ["REF_FRAME!"]),
    (.metadata, .choice(["YES", "NO"]), nil, ["SOLAR_RAD_PRESSURE", "EARTH_TIDES", "INTRACK_THRUST"]),
    (.metadata, .choice(["YES", "NO"]), nil, ["OBS_BEFORE_NEXT_MESSAGE"]),
    (.orbitDetermination, .date, nil, ["TIME_LASTOB_START", "TIME_LASTOB_END", "OD_EPOCH"]),
    (.orbitDetermination, .number, "d", ["RECOMMENDED_OD_SPAN", "ACTUAL_OD_SPAN"]),
    (.orbitDetermination, .count, nil, ["OBS_AVAILABLE", "OBS_USED", "TRACKS_AVAILABLE", "TRACKS_USED"]),
    (.orbitDetermination, .number, "%", ["RESIDUALS_ACCEPTED"]),
    (.orbitDetermination, .number, nil, ["WEIGHTED_RMS"]),
    (.additional, .number, "m**2", ["AREA_PC", "AREA_PC_MIN", "AREA_PC_MAX", "AREA_DRG", "AREA_SRP"]),
    (.additional, .number, "m**2", ["AREA_ALONG_OEB_MAX", "AREA_ALONG_OEB_INT", "AREA_ALONG_OEB_MIN"]),
    (.additional, .number, "m**2", ["RCS", "RCS_MIN", "RCS_MAX"]),
    (.additional, .number, "m", ["OEB_MAX", "OEB_INT", "OEB_MIN", "HBR"]),
    (.additional, .number, nil, ["OEB_Q1", "OEB_Q2", "OEB_Q3", "OEB_QC", "VM_ABSOLUTE", "VM_APPARENT_MIN"]),
    (.additional, .number, nil, ["VM_APPARENT", "VM_APPARENT_MAX", "REFLECTANCE", "COV_CONFIDENCE"]),
    (.additional, .text, nil, ["OEB_PARENT_FRAME", "COV_CONFIDENCE_METHOD"]),
    (.additional, .date, nil, ["OEB_PARENT_FRAME_EPOCH"]),
    (.additional, .number, "km", ["APOAPSIS_ALTITUDE", "PERIAPSIS_ALTITUDE"]),
    (.additional, .number, "deg", ["INCLINATION"]),
    (.additional, .number, "kg", ["MASS"]),
    (.additional, .number, "m**2/kg", ["CD_AREA_OVER_MASS", "CR_AREA_OVER_MASS"]),
    (.additional, .number, "m/s**2", ["THRUST_ACCELERATION"]),
    (.additional, .number, "W/kg", ["SEDR"]),
    (.additional, .number, "m/s", ["MIN_DV", "MAX_DV"]),
    (.additional, .number, "h", ["LEAD_TIME_REQD_BEFORE_TCA"]),
    (.state, .number, "km", ["X!", "Y!", "Z!"]),
    (.state, .number, "km/s", ["X_DOT!", "Y_DOT!", "Z_DOT!"]),
    (.alternateCovariance, .text, nil, ["CSIG3EIGVEC3"]),
    (.covarianceMetadata, .number, nil, ["DENSITY_FORECAST_UNCERTAINTY"]),
    (.covarianceMetadata, .number, nil, ["CSCALE_FACTOR_MIN", "CSCALE_FACTOR", "CSCALE_FACTOR_MAX"]),
    (.covarianceMetadata, .text, nil, ["SCREENING_DATA_SOURCE"]),
    (.covarianceMetadata, .text, nil, ["DCP_SENSITIVITY_VECTOR_POSITION", "DCP_SENSITIVITY_VECTOR_VELOCITY"]),
]

private let orbitalAxes = ["R", "T", "N", "RDOT", "TDOT", "NDOT", "DRG", "SRP", "THR"]
private let cartesianAxes = ["X", "Y", "Z", "XDOT", "YDOT", "ZDOT", "DRG", "SRP", "THR"]

/// Names and units of a covariance's lower half, row by row.
private func covarianceNames(axes: [String]) -> [(name: String, row: Int, unit: String)] {
    axes.indices.flatMap { row in
        (0...row).map { column in
            ("C\(axes[row])_\(axes[column])", row, unitOfCovariance(row, column))
        }
    }
}

private func unitOfCovariance(_ row: Int, _ column: Int) -> String {
    switch (row, column) {
    case (0..<3, _): "m**2"
    case (3..<6, 0..<3): "m**2/s"
    case (3..<6, _): "m**2/s**2"
    case (6...7, 0..<3): "m**3/kg"
    case (6...7, 3..<6): "m**3/(kg*s)"
    case (6...7, _): "m**4/kg**2"
    case (_, 0..<3): "m**2/s**2"
    case (_, 3..<6): "m**2/s**3"
    case (_, 6...7): "m**3/(kg*s**2)"
    default: "m**2/s**4"
    }
}

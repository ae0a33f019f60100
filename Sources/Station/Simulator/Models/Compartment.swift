/// Well-mixed volume of cabin air: amounts of three gases, with water vapour kept apart at a constant pressure.
struct Compartment: Sendable {
    /// Volumes that together make the 916 m³ of the station (facts: pressurized volume).
    enum Place: Int, CaseIterable, Sendable {
        /// Unity, Harmony, Leonardo and Quest: what the others mix with.
        case nodes
        case destiny, tranquility, columbus, kibo
        /// The whole Russian segment.
        case zvezda

        /// Volume, m³.
        var volumeM3: Double {
            switch self {
            case .nodes: 250
            case .destiny: 106
            case .tranquility: 95
            case .columbus: 75
            case .kibo: 155
            case .zvezda: 235
            }
        }

        /// Ventilation with the nodes, m³/s: 140 ft³/min between US modules, 120 ft³/min to the Russian segment.
        var ventilationM3S: Double { self == .zvezda ? 0.0566 : 0.0661 }

        /// Share of the people at work who are here.
        var awakeShare: Double {
            switch self {
            case .nodes: 0.15
            case .destiny: 0.3
            case .tranquility: 0
            case .columbus: 0.1
            case .kibo: 0.15
            case .zvezda: 0.3
            }
        }

        /// Share of the sleepers who are here: sleep stations in Harmony, Columbus and Zvezda.
        var asleepShare: Double {
            switch self {
            case .nodes: 0.58
            case .columbus: 0.14
            case .zvezda: 0.28
            default: 0
            }
        }
    }

    /// Amounts of the three gases, or their partial pressures.
    struct Gases: Sendable {
        var oxygen: Double
        var nitrogen: Double
        var carbonDioxide: Double

        var total: Double { oxygen + nitrogen + carbonDioxide }

        static func + (left: Gases, right: Gases) -> Gases {
            Gases(
                oxygen: left.oxygen + right.oxygen, nitrogen: left.nitrogen + right.nitrogen,
                carbonDioxide: left.carbonDioxide + right.carbonDioxide)
        }

        static func * (gases: Gases, factor: Double) -> Gases {
            Gases(
                oxygen: gases.oxygen * factor, nitrogen: gases.nitrogen * factor,
                carbonDioxide: gases.carbonDioxide * factor)
        }
    }

    /// Gas constant, J/(mol K) (CODATA 2018).
    static let gasConstant = 8.314_462_618
    /// One millimetre of mercury, Pa (NIST SP 811).
    static let pascalPerMmHg = 133.322_387_415
    /// Cabin air, K: 22 °C.
    static let temperatureK = 295.15
    /// Water vapour, mmHg: dew point near 11 °C.
    static let waterVapourMmHg = 10.0
    /// Molar masses, kg/mol (IUPAC).
    static let oxygenKgMol = 0.031_998
    static let nitrogenKgMol = 0.028_014
    static let carbonDioxideKgMol = 0.044_009

    let place: Place
    /// Amounts, mol.
    var amounts: Gases

    init(_ place: Place, partialPressuresMmHg: Gases) {
        self.place = place
        amounts = partialPressuresMmHg * (1 / Self.mmHgPerMol(place.volumeM3))
    }

    private static func mmHgPerMol(_ volumeM3: Double) -> Double {
        gasConstant * temperatureK / volumeM3 / pascalPerMmHg
    }

    /// Partial pressures, mmHg.
    var partialPressuresMmHg: Gases { amounts * Self.mmHgPerMol(place.volumeM3) }
    /// Pressure with water vapour, mmHg.
    var pressureMmHg: Double { partialPressuresMmHg.total + Self.waterVapourMmHg }
    /// Amounts in a cubic metre, mol/m³.
    var concentrations: Gases { amounts * (1 / place.volumeM3) }
}

import MissionDatabase

/// Items without a model: the constant each holds, as on a quiet day with no spacewalk and no vehicle on approach.
enum StaticItems {
    /// Constants by item, engineering units or raw values of enumerations.
    static let constants: [String: Double] = {
        var all = airlock
        for group in [computers, modes, russianSegment, communications] {
            all.merge(group) { first, _ in first }
        }
        return all
    }()

    /// Constant of an item that the table lacks: the lowest label of an enumeration, else the middle of the innermost
    /// limits, else zero.
    static func fallback(_ parameter: Parameter) -> Double {
        if let lowest = parameter.type.enumeration?.entries.first { return Double(lowest.value) }
        guard let range = parameter.type.limits?.ranges.last?.range else { return 0 }
        switch (range.low?.value, range.high?.value) {
        case (let low?, let high?): return (low + high) / 2
        case (let low?, nil): return low * 1.1
        case (nil, let high?): return high * 0.5
        case (nil, nil): return 0
        }
    }

    /// Suits and chargers off, one set of batteries charged; supply valves as for a closed hatch.
    private static let airlock: [String: Double] = {
        var items = [
            "AIRLOCK000047": 0.0, "AIRLOCK000048": 0, "AIRLOCK000050": 0, "AIRLOCK000051": 0, "AIRLOCK000053": 5,
            "AIRLOCK000055": 14_800, "AIRLOCK000056": 4_100, "AIRLOCK000058": 1,
        ]
        for number in 1...18 { items[name("AIRLOCK", number)] = 0 }
        for number in 19...22 { items[name("AIRLOCK", number)] = 0 }
        for number in 23...46 { items[name("AIRLOCK", number)] = number < 29 ? 2 : 0 }
        return items
    }()

    private static let computers: [String: Double] = {
        var items: [String: Double] = [:]
        for name in ["NODE1000001", "NODE1000002", "NODE2000004", "NODE2000005", "NODE3000020"] { items[name] = 1 }
        for number in 14...16 { items[name("NODE3", number)] = 1 }
        for name in ["P3000001", "P3000002", "S3000001", "S3000002"] { items[name] = 1 }
        for name in ["P1000006", "P1000008", "P1000009", "S1000006", "S1000007", "S1000008"] { items[name] = 1 }
        for truss in ["P4", "P6", "S4", "S6"] { for item in ["3", "6"] { items[truss + "00000" + item] = 1 } }
        for number in 10...13 { items["S00000\(number)"] = 1 }
        for number in 66...80 { items[name("USLAB", number)] = 1 }
        return items
    }()

    private static let modes: [String: Double] = [
        "NODE2000003": 5, "NODE3000018": 5, "S0000006": 5, "S0000007": 5, "S0000008": 5, "S0000009": 5,
        "USLAB000011": 0, "USLAB000013": 1, "USLAB000014": 1, "USLAB000015": 4, "USLAB000016": 1, "USLAB000017": 0,
        // 419,455 kg: facts, ISS mass.
        "USLAB000039": 419_455, "USLAB000042": 0, "USLAB000043": 0, "USLAB000044": 0, "USLAB000062": 2,
        "USLAB000063": 2, "USLAB000064": 5, "USLAB000065": 4, "USLAB000086": 1, "USLAB000087": 6,
    ]

    /// Zvezda aft, Poisk, Rassvet and the nadir module port occupied; Kurs idle.
    private static let russianSegment: [String: Double] = {
        var items = ["RUSSEG000001": 7.0, "RUSSEG000020": 1, "RUSSEG000021": 3, "RUSSEG000024": 1]
        for number in [14, 17, 18, 19] { items[name("RUSSEG", number)] = 1 }
        for number in [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 22, 23] { items[name("RUSSEG", number)] = 0 }
        return items
    }()

    private static let communications: [String: Double] = [
        "P1000007": 1, "S1000009": 1, "USLAB000090": 0, "USLAB000091": 0, "USLAB000092": 1, "USLAB000093": 1,
        "USLAB000094": 0, "USLAB000095": 68, "USLAB000096": 37, "USLAB000097": 0, "USLAB000098": 0, "USLAB000099": 1,
        "USLAB000100": 0, "USLAB000101": 0,
    ]

    /// `AIRLOCK` and 7 give `AIRLOCK000007`.
    private static func name(_ prefix: String, _ number: Int) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

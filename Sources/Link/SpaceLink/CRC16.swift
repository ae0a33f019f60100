/// Cyclic redundancy check of transfer frames.
///
/// Polynomial x¹⁶+x¹²+x⁵+1, all ones at the start, no reflection, no final exclusive or. CCSDS 132.0-B-3 4.1.6.2.
public enum CRC16 {
    private static let table: [UInt16] = (0..<256).map { (index: Int) -> UInt16 in
        (0..<8).reduce(UInt16(index) << 8) { word, _ in
            word & 0x8000 == 0 ? word << 1 : (word << 1) ^ 0x1021
        }
    }

    /// Check word of `bytes`.
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        let table = Self.table
        var register: UInt16 = 0xFFFF
        for byte in bytes {
            register = (register << 8) ^ table[Int(UInt8(truncatingIfNeeded: register >> 8) ^ byte)]
        }
        return register
    }
}

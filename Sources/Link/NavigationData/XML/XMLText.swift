/// Text with the five named entities and the numbered characters resolved; others are left as they stand.
func resolvedXML(_ raw: String) -> String {
    guard raw.utf8.contains(UInt8(ascii: "&")) else { return raw }
    var (result, rest) = ("", raw[...])
    while let mark = rest.firstIndex(of: "&") {
        result += rest[..<mark]
        rest = rest[mark...].dropFirst()
        // The longest is `&#x10FFFF;`.
        if let end = rest.prefix(10).firstIndex(of: ";"), let character = character(named: rest[..<end]) {
            result.unicodeScalars.append(character)
            rest = rest[end...].dropFirst()
        } else {
            result += "&"
        }
    }
    return result + rest
}

private func character(named name: Substring) -> Unicode.Scalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "amp": return "&"
    default: break
    }
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard name.hasPrefix("#"), digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
        let code = UInt32(digits, radix: isHexadecimal ? 16 : 10), code > 0
    else { return nil }
    return Unicode.Scalar(code)
}

/// Text as it stands in an element or an attribute; a control character, which XML cannot hold, as a blank.
func escapedXML(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case _ where scalar.value < 32: result += " "
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

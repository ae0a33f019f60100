import HTTPTypes

/// What a browser is told and asked, so that no other site can act through a signed-in person.
enum BrowserRules {
    /// The headers of every answer.
    static let headers: [(HTTPField.Name, String)] = [
        (name("Content-Security-Policy"), contentSecurityPolicy),
        (name("X-Content-Type-Options"), "nosniff"),
        (name("X-Frame-Options"), "DENY"),
        (name("Referrer-Policy"), "no-referrer"),
        (name("Cross-Origin-Opener-Policy"), "same-origin"),
        (name("Cross-Origin-Resource-Policy"), "same-origin"),
    ]

    static let contentSecurityPolicy =
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

    /// Whether a request that changes something, or opens a WebSocket, comes from this node's own pages.
    ///
    /// A browser always tells the origin of such a request; one without is refused as well.
    static func isSameOrigin(origin: String?, host: String?) -> Bool {
        guard let origin, let host, !host.isEmpty else { return false }
        return origin.lowercased() == "http://" + host.lowercased()
            || origin.lowercased() == "https://" + host.lowercased()
    }

    static func name(_ text: String) -> HTTPField.Name {
        HTTPField.Name(text) ?? .contentType
    }
}

public import Operations

/// A sign-in key just made: the only moment it exists in the clear.
public struct NewSignInKey: Sendable, Equatable {
    /// The partner it signs in.
    public let partner: String
    /// 256 random bits as 43 URL-safe characters.
    public let key: String

    /// The link a person opens: the key rides in the fragment, which no browser sends to any server.
    public func link(host: String, port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/sign-in#\(key)"
    }
}

/// Makes, keeps and checks the partners' sign-in keys.
public struct SignInKeys: Sendable {
    private let hashes: [(partner: String, hash: [UInt8])]

    /// Makes a key for each partner that has none, and returns the new ones, to be shown once.
    public static func ensure(
        partners: [String], store: any SignInStore, clock: any NodeClock
    ) async throws(ArchiveError) -> [NewSignInKey] {
        let known = Set(try await store.signInKeys().map(\.partner))
        return try await renew(partners: partners.filter { !known.contains($0) }, store: store, clock: clock)
    }

    /// Makes a new key for each partner named; their old keys and their sessions end.
    public static func renew(
        partners: [String], store: any SignInStore, clock: any NodeClock
    ) async throws(ArchiveError) -> [NewSignInKey] {
        var made: [NewSignInKey] = []
        for partner in partners {
            let new = NewSignInKey(partner: partner, key: Secret.random())
            let record = SignInKeyRecord(partner: partner, hash: Secret.hash(new.key), madeAt: clock.now())
            try await store.replaceSignInKey(record)
            made.append(new)
        }
        return made
    }

    /// The keys kept in `store`.
    init(store: any SignInStore) async throws(ArchiveError) {
        hashes = try await store.signInKeys().map { ($0.partner, $0.hash) }
    }

    /// The partner whose key this is; every kept hash is compared, so that the time tells nothing.
    func partner(forKey key: String) -> String? {
        let hash = Secret.hash(key)
        return hashes.reduce(nil) { found, entry in Secret.areEqual(entry.hash, hash) ? entry.partner : found }
    }
}

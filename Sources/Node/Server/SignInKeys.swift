public import Operations

/// A sign-in key just made: the only moment it exists in the clear.
public struct NewSignInKey: Sendable, Equatable {
    /// The seat it signs in: `PARTNER` or `PARTNER:ROLE`.
    public let seat: String
    /// 256 random bits as 43 URL-safe characters.
    public let key: String

    /// The link a person opens: the key rides in the fragment, which no browser sends to any server.
    public func link(host: String, port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/sign-in#\(key)"
    }
}

/// Makes, keeps and checks the sign-in keys of the seats.
public struct SignInKeys: Sendable {
    private let hashes: [(seat: String, hash: [UInt8])]

    /// Makes a key for each seat that has none, and returns the new ones, to be shown once.
    public static func ensure(
        seats: [String], store: any SignInStore, clock: any NodeClock
    ) async throws(ArchiveError) -> [NewSignInKey] {
        let known = Set(try await store.signInKeys().map(\.seat))
        return try await renew(seats: seats.filter { !known.contains($0) }, store: store, clock: clock)
    }

    /// Makes a new key for each seat named; their old keys and their sessions end.
    public static func renew(
        seats: [String], store: any SignInStore, clock: any NodeClock
    ) async throws(ArchiveError) -> [NewSignInKey] {
        var made: [NewSignInKey] = []
        for seat in seats {
            let new = NewSignInKey(seat: seat, key: Secret.random())
            let record = SignInKeyRecord(seat: seat, hash: Secret.hash(new.key), madeAt: clock.now())
            try await store.replaceSignInKey(record)
            made.append(new)
        }
        return made
    }

    /// The keys kept in `store`.
    init(store: any SignInStore) async throws(ArchiveError) {
        hashes = try await store.signInKeys().map { ($0.seat, $0.hash) }
    }

    /// Every seat that has a key.
    var seats: [String] { hashes.map(\.seat) }

    /// The seat whose key this is; every kept hash is compared, so that the time tells nothing.
    func seat(forKey key: String) -> String? {
        let hash = Secret.hash(key)
        return hashes.reduce(nil) { found, entry in Secret.areEqual(entry.hash, hash) ? entry.seat : found }
    }
}

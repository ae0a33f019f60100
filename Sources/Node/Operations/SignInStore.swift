public import Timekeeping

/// One seat's sign-in key as it is kept: only its hash.
public struct SignInKeyRecord: Sendable, Equatable {
    /// The seat: `PARTNER` or `PARTNER:ROLE`.
    public var seat: String
    /// SHA-256 of the key, 32 octets.
    public var hash: [UInt8]
    /// When the key was made.
    public var madeAt: Instant

    /// A record of a key made at `madeAt`.
    public init(seat: String, hash: [UInt8], madeAt: Instant) {
        self.seat = seat
        self.hash = hash
        self.madeAt = madeAt
    }
}

/// One signed-in session as it is kept: only the hash of its cookie.
public struct SessionRecord: Sendable, Equatable {
    /// SHA-256 of the cookie's value, 32 octets.
    public var hash: [UInt8]
    /// The seat signed in.
    public var seat: String
    /// When the session ends by itself.
    public var expires: Instant

    /// A record of a session.
    public init(hash: [UInt8], seat: String, expires: Instant) {
        self.hash = hash
        self.seat = seat
        self.expires = expires
    }
}

/// Where sign-in keys and sessions outlive the process.
public protocol SignInStore: Sendable {
    /// Every key kept.
    func signInKeys() async throws(ArchiveError) -> [SignInKeyRecord]
    /// Keeps a key in place of the seat's old one and ends that seat's sessions, both or neither.
    func replaceSignInKey(_ record: SignInKeyRecord) async throws(ArchiveError)
    /// Every session kept, ended ones among them.
    func sessions() async throws(ArchiveError) -> [SessionRecord]
    /// Keeps a session.
    func addSession(_ record: SessionRecord) async throws(ArchiveError)
    /// Forgets a session, known or not.
    func removeSession(hash: [UInt8]) async throws(ArchiveError)
}

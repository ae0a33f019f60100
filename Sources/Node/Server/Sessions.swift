import Operations
import Synchronization
import Timekeeping

/// Who is signed in: cookies by their hash, for twelve hours each.
final class Sessions: Sendable {
    /// How long a session lasts, s.
    static let lifetimeSeconds = 12 * 3600
    static let cookieName = "comity_session"
    private static let maximumSessions = 10_000

    private struct Session {
        var seat: String
        var expires: Instant
    }

    private let open: Mutex<[[UInt8]: Session]>
    private let store: any SignInStore
    private let clock: any NodeClock

    /// The sessions that were open when the node last ran, and have not ended since.
    init(store: any SignInStore, clock: any NodeClock) async throws(ArchiveError) {
        var kept: [[UInt8]: Session] = [:]
        for record in try await store.sessions() where record.expires > clock.now() {
            kept[record.hash] = Session(seat: record.seat, expires: record.expires)
        }
        open = Mutex(kept)
        self.store = store
        self.clock = clock
    }

    /// Signs a seat in and returns the cookie's value.
    ///
    /// With a failing archive the session lives in memory only: it ends with the process, and nobody is locked out.
    func start(seat: String) async -> String {
        let token = Secret.random()
        let hash = Secret.hash(token)
        let expires = clock.now().advanced(bySeconds: Double(Self.lifetimeSeconds))
        open.withLock { sessions in
            if sessions.count >= Self.maximumSessions { Self.makeRoom(&sessions, now: clock.now()) }
            sessions[hash] = Session(seat: seat, expires: expires)
        }
        try? await store.addSession(SessionRecord(hash: hash, seat: seat, expires: expires))
        return token
    }

    /// The seat signed in by this cookie, nil when there is none or it ended.
    func seat(forToken token: String) -> String? {
        let now = clock.now()
        return open.withLock { sessions in
            guard let session = sessions[Secret.hash(token)], session.expires > now else { return nil }
            return session.seat
        }
    }

    /// Signs out.
    func end(token: String) async {
        let hash = Secret.hash(token)
        _ = open.withLock { $0.removeValue(forKey: hash) }
        try? await store.removeSession(hash: hash)
    }

    private static func makeRoom(_ sessions: inout [[UInt8]: Session], now: Instant) {
        sessions = sessions.filter { $0.value.expires > now }
        while sessions.count >= maximumSessions {
            guard let oldest = sessions.min(by: { $0.value.expires < $1.value.expires }) else { return }
            sessions.removeValue(forKey: oldest.key)
        }
    }
}

/// Reads one cookie out of a `Cookie` header (RFC 6265 4.2).
enum CookieHeader {
    static func value(named name: String, in header: String) -> String? {
        for pair in header.split(separator: ";") {
            let trimmed = pair.drop { $0 == " " }
            guard let equals = trimmed.firstIndex(of: "="), trimmed[..<equals] == name else { continue }
            return String(trimmed[trimmed.index(after: equals)...])
        }
        return nil
    }
}

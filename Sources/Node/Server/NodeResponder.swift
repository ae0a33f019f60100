import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations

/// What a request is answered with: the address it came from.
struct NodeRequestContext: InitializableFromSource {
    let remoteAddress: String

    init(source: ApplicationRequestContextSource) {
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}

/// Answers every request: who is not signed in gets the sign-in page and nothing else.
struct NodeResponder: HTTPResponder {
    typealias Context = NodeRequestContext

    let node: OperationsNode
    let files: StaticFiles
    let keys: SignInKeys
    let sessions: Sessions
    let throttle: Throttle
    let limits: ConnectionLimits

    func respond(to request: Request, context: NodeRequestContext) async throws -> Response {
        var response: Response
        do {
            response = try await answer(request, context)
        } catch let failure as APIFailure {
            response = failure.response
        }
        for (name, value) in BrowserRules.headers { response.headers[name] = value }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
        let path = request.uri.path
        let isChange = request.method != .get && request.method != .head
        if isChange {
            guard isSameOrigin(request) else {
                throw APIFailure(.forbidden, "the request does not come from this node's own pages")
            }
        }
        if path == "/api/session", request.method == .post { return try await signIn(request, context) }
        if request.method == .get || request.method == .head, let file = files.publicFile(path) {
            return answer(file, request)
        }
        guard let token = token(request), let seat = sessions.seat(forToken: token),
            let view = node.view(for: seat)
        else {
            if path == "/", request.method == .get { return redirect(to: "/sign-in") }
            throw APIFailure.signInFirst
        }
        if path == "/api/session", request.method == .delete { return await signOut(token) }
        return try await answer(request, path, view)
    }

    private func answer(_ request: Request, _ path: String, _ view: PartnerView) async throws -> Response {
        if request.method == .get || request.method == .head, let file = files.file(path) {
            return answer(file, request)
        }
        let parts = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        var isKnownPath = false
        for route in Routes.all {
            guard let found = route.match(parts) else { continue }
            isKnownPath = true
            guard route.method == request.method else { continue }
            let body = request.method == .get ? ByteBuffer() : try await body(request, limitBytes: route.bodyBytes)
            return try await route.handler(view, APIRequest(path: found, query: query(request), body: body))
        }
        guard isKnownPath else { throw APIFailure.unknown("path", path) }
        throw APIFailure(.methodNotAllowed, "`\(request.method.rawValue)` is not allowed here")
    }

    private func signIn(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
        guard throttle.allows(context.remoteAddress) else {
            var failure = APIFailure(.tooManyRequests, "too many wrong keys: try again in a minute")
            failure.retryAfterSeconds = 60
            throw failure
        }
        struct SignIn: Decodable { var key: String }
        let body = try await body(request)
        let offered = try? JSONDecoder().decode(SignIn.self, from: Data(body.readableBytesView))
        guard let offered, let seat = keys.seat(forKey: offered.key) else {
            throttle.recordFailure(context.remoteAddress)
            throw APIFailure(.forbidden, "the sign-in key is not known")
        }
        let token = await sessions.start(seat: seat)
        var response = JSONAnswer.empty(.noContent)
        response.headers[.contentLength] = nil
        response.headers[.setCookie] = cookie(token, lifetimeSeconds: Sessions.lifetimeSeconds)
        return response
    }

    private func signOut(_ token: String) async -> Response {
        await sessions.end(token: token)
        var response = JSONAnswer.empty(.noContent)
        response.headers[.contentLength] = nil
        response.headers[.setCookie] = cookie("", lifetimeSeconds: 0)
        return response
    }

    private func cookie(_ value: String, lifetimeSeconds: Int) -> String {
        "\(Sessions.cookieName)=\(value); Path=/; Max-Age=\(lifetimeSeconds); HttpOnly; SameSite=Strict"
    }

    private func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store", .contentLength: "0"])
    }

    private func answer(_ file: StaticFiles.File, _ request: Request) -> Response {
        file.response(ifNoneMatch: request.headers[.ifNoneMatch])
    }

    private func isSameOrigin(_ request: Request) -> Bool {
        BrowserRules.isSameOrigin(origin: request.headers[.origin], host: request.head.authority)
    }

    private func token(_ request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            if let token = CookieHeader.value(named: Sessions.cookieName, in: header) { return token }
        }
        return nil
    }

    private func query(_ request: Request) -> [String: String] {
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        return query
    }

    /// The whole body, within its limits of size and time.
    private func body(_ request: Request, limitBytes: Int? = nil) async throws -> ByteBuffer {
        let (limit, bytes) = (limits, limitBytes ?? limits.bodyBytes)
        return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                do {
                    return try await request.body.collect(upTo: bytes)
                } catch is NIOTooManyBytesError {
                    throw APIFailure(.contentTooLarge, "the body is over \(bytes) bytes")
                }
            }
            group.addTask {
                try await Task.sleep(for: limit.body)
                throw APIFailure(.requestTimeout, "the body took over \(limit.body)")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ByteBuffer()
        }
    }
}

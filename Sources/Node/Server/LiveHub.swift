import NIOCore
import Operations

/// Gives one partner's live messages, made once, to all of its browsers.
actor LiveHub {
    private let view: PartnerView
    private var clients: [ObjectIdentifier: LiveClient] = [:]

    init(view: PartnerView) {
        self.view = view
    }

    /// Passes on what the node publishes until the task is cancelled.
    func run() async {
        let subscription = await view.subscribe()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await updates in subscription.updates { await self.publish(updates) }
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil { await self.tick() }
            }
            await group.waitForAll()
        }
        await view.unsubscribe(subscription)
        for client in clients.values { client.finish() }
    }

    /// Adds a browser; it gets the last value of everything first, then all that is published from now on.
    func join(_ client: LiveClient) async {
        clients[ObjectIdentifier(client)] = client
        let snapshot = await view.lastValues()
        var first: [ByteBuffer] = [LiveText.clock(view.now())]
        if !snapshot.isEmpty { first.append(LiveText.samples(snapshot)) }
        if let link = try? await view.link() { first.append(LiveText.link(link)) }
        client.begin(with: first)
    }

    /// Removes a browser.
    func leave(_ client: LiveClient) {
        clients[ObjectIdentifier(client)] = nil
        client.finish()
    }

    /// Browsers that listen.
    var clientCount: Int { clients.count }

    private func publish(_ updates: [LiveUpdate]) {
        guard !clients.isEmpty else { return }
        for update in updates { send(Self.text(update)) }
    }

    private func tick() {
        guard !clients.isEmpty else { return }
        send(LiveText.clock(view.now()))
    }

    private func send(_ message: ByteBuffer) {
        for client in clients.values where !client.send(message) { leave(client) }
    }

    private static func text(_ update: LiveUpdate) -> ByteBuffer {
        switch update {
        case .samples(let samples): LiveText.samples(samples)
        case .alarm(let alarm): LiveText.alarm(alarm)
        case .event(let event): LiveText.event(event)
        case .link(let status): LiveText.link(status)
        case .gap(let count): LiveText.gap(count)
        }
    }
}

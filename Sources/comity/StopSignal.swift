import Foundation
import Synchronization

/// Ctrl-C and the system's word to end, while a node runs: it stops in order; another one
/// two seconds later or more ends it at once.
enum StopSignal {
    private static let isAsked = Atomic<Bool>(false)
    private static let signals = [SIGINT, SIGTERM]

    /// From here on both are a question that the program looks at.
    static func watch() {
        // Made before any signal, so that the handler only stores.
        isAsked.store(false, ordering: .relaxed)
        var mask = sigset_t()
        sigemptyset(&mask)
        for number in signals {
            signal(number) { _ in StopSignal.isAsked.store(true, ordering: .relaxed) }
            sigaddset(&mask, number)
        }
        // Whoever starts this program from a worker thread may hand down a mask that holds the signals back.
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    /// Returns when it was asked, or when the task is cancelled.
    static func wait() async {
        while !isAsked.load(ordering: .relaxed), (try? await Task.sleep(for: .milliseconds(100))) != nil {}
        Task.detached {
            // `timeout` and process supervisors send one signal twice, to the process and to its group.
            try? await Task.sleep(for: .seconds(2))
            for number in signals { signal(number, SIG_DFL) }
        }
    }
}

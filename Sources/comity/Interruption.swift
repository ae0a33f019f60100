import Foundation
import Synchronization

/// Ctrl-C during long work: the work ends at its next step and prints what it has; a second one ends the program.
enum Interruption {
    private static let isAsked = Atomic<Bool>(false)

    /// From here on Ctrl-C is a question that the work looks at.
    static func watch() {
        // Made before any signal, so that the handler only stores.
        isAsked.store(false, ordering: .relaxed)
        signal(SIGINT) { _ in
            Interruption.isAsked.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
        // Whoever starts this program from a worker thread may hand down a mask that holds the signal back.
        var interrupt = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
    }

    static var isRequested: Bool { isAsked.load(ordering: .relaxed) }

    /// Told in place of an answer that is whole.
    static func failure(_ what: String) -> Failure { Failure("stopped \(what)") }
}

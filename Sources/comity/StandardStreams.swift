import Foundation

/// Answers. What cannot be written ends the program: one line on standard error and status 1, or nothing where the
/// reader has closed the pipe.
enum StandardOutput {
    static func write(_ bytes: Data) {
        if let code = writeAll(bytes, to: STDOUT_FILENO) { leave(code) }
    }

    /// Writes out what `print` still holds.
    static func finish() {
        errno = 0
        // All streams, which here is standard output.
        if fflush(nil) != 0 { leave(errno) }
    }

    private static func leave(_ code: Int32) -> Never {
        if code == EPIPE {
            // As a program ends whose reader has read enough.
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
            _exit(128 + SIGPIPE)
        }
        let cause = code == 0 ? "" : ": " + words(of: code)
        StandardError.write("error: standard output cannot be written\(cause)")
        // Not `exit`, which would try once more to write what `print` holds.
        _exit(1)
    }
}

/// Notes, errors and progress; what cannot be written is let go.
enum StandardError {
    static func write(_ line: String) { writeText(line + "\n") }

    static func writeText(_ text: String) { _ = writeAll(Data(text.utf8), to: STDERR_FILENO) }
}

enum StandardStreams {
    /// Before anything is opened: a stream that was closed gets a place of its own, so that no file is taken for it, and
    /// a closed pipe becomes an error of the write.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        // What is opened takes the lowest free number. Standard output is not opened for writing: it stays an error.
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", mode)
        }
    }
}

/// The system's words for an error's number, in lower case.
func words(of code: Int32) -> String { String(cString: strerror(code)).lowercased() }

/// Writes all bytes; returns the error's number where that fails.
private func writeAll(_ data: Data, to descriptor: Int32) -> Int32? {
    data.withUnsafeBytes { bytes in
        var done = 0
        while let start = bytes.baseAddress, done < bytes.count {
            let count = write(descriptor, start + done, bytes.count - done)
            if count > 0 {
                done += count
            } else if count < 0, errno == EAGAIN {
                // A terminal or a pipe that another program has set not to wait.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, 1000)
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return nil
    }
}

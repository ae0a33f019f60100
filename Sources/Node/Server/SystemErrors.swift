#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's number for an address that is already in use.
let addressInUse = EADDRINUSE

import Crypto
public import FoundationEssentials
public import Programme

/// How a party signs.
public enum SignatureAlgorithm: String, CaseIterable, Sendable, Codable {
    /// Ed25519 (RFC 8032); public keys of 32 bytes.
    case ed25519
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5); public keys as X9.63 points of 65 bytes.
    case p256 = "p-256"
    /// ML-DSA-65 (FIPS 204), against quantum computers; public keys of 1952 bytes.
    case mlDSA65 = "ml-dsa-65"
}

/// A public key by which a partner's signatures are known.
public struct PartyKey: Hashable, Sendable {
    /// Whose it is.
    public let partner: PartnerID
    /// Its name among the partner's keys, `2026-a`.
    public let id: String
    /// How it signs.
    public let algorithm: SignatureAlgorithm
    /// The key's bytes in its algorithm's form.
    public let publicKey: Data

    /// A key from its parts.
    public init(partner: PartnerID, id: String, algorithm: SignatureAlgorithm, publicKey: Data) {
        self.partner = partner
        self.id = id
        self.algorithm = algorithm
        self.publicKey = publicKey
    }

    /// Whether the bytes are a key of the algorithm at all.
    public var isWellFormed: Bool {
        switch algorithm {
        case .ed25519: (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil
        case .p256: (try? P256.Signing.PublicKey(x963Representation: publicKey)) != nil
        case .mlDSA65: (try? MLDSA65.PublicKey(rawRepresentation: publicKey)) != nil
        }
    }

    /// Whether `signature` is this key's over exactly these bytes. Total: bytes of any length give an answer.
    public func isValid(_ signature: Data, over message: Data) -> Bool {
        switch algorithm {
        case .ed25519:
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            return key?.isValidSignature(signature, for: message) ?? false
        case .p256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: publicKey),
                let value = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(value, for: message)
        case .mlDSA65:
            let key = try? MLDSA65.PublicKey(rawRepresentation: publicKey)
            return key?.isValidSignature(signature, for: message) ?? false
        }
    }
}

/// The secret half of a party's key. It is never printed, compared or encoded but by `secretRepresentation`.
public struct PartySigner: Sendable {
    /// The half that others know.
    public let key: PartyKey
    private let secret: Secret

    private enum Secret: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case mlDSA65(MLDSA65.PrivateKey)
    }

    /// A new key, from the system's random source.
    ///
    /// - Throws: `SigningError.noKey` where the system cannot make one.
    public init(new algorithm: SignatureAlgorithm, for partner: PartnerID, id: String) throws(SigningError) {
        switch algorithm {
        case .ed25519: self.init(.ed25519(Curve25519.Signing.PrivateKey()), partner, id)
        case .p256: self.init(.p256(P256.Signing.PrivateKey()), partner, id)
        case .mlDSA65:
            guard let made = try? MLDSA65.PrivateKey() else { throw .noKey(algorithm) }
            self.init(.mlDSA65(made), partner, id)
        }
    }

    /// A key from its secret half: 32 bytes (the seed, for ML-DSA-65).
    ///
    /// - Throws: `SigningError.malformedKey` when the bytes are no key of the algorithm.
    public init(
        secret bytes: Data, algorithm: SignatureAlgorithm, for partner: PartnerID, id: String
    ) throws(SigningError) {
        let found: Secret? =
            switch algorithm {
            case .ed25519: (try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)).map { .ed25519($0) }
            case .p256: (try? P256.Signing.PrivateKey(rawRepresentation: bytes)).map { .p256($0) }
            case .mlDSA65:
                (try? MLDSA65.PrivateKey(seedRepresentation: bytes, publicKey: nil)).map { .mlDSA65($0) }
            }
        guard let found else { throw .malformedKey(algorithm, bytes: bytes.count) }
        self.init(found, partner, id)
    }

    private init(_ secret: Secret, _ partner: PartnerID, _ id: String) {
        self.secret = secret
        let (algorithm, bytes): (SignatureAlgorithm, Data) =
            switch secret {
            case .ed25519(let key): (.ed25519, key.publicKey.rawRepresentation)
            case .p256(let key): (.p256, key.publicKey.x963Representation)
            case .mlDSA65(let key): (.mlDSA65, key.publicKey.rawRepresentation)
            }
        key = PartyKey(partner: partner, id: id, algorithm: algorithm, publicKey: bytes)
    }

    /// What to keep secret, to make the signer anew.
    public var secretRepresentation: Data {
        switch secret {
        case .ed25519(let key): key.rawRepresentation
        case .p256(let key): key.rawRepresentation
        case .mlDSA65(let key): key.seedRepresentation
        }
    }

    /// A signature over exactly these bytes.
    ///
    /// - Throws: `SigningError.notSigned` when the library refuses.
    public func sign(_ message: Data) throws(SigningError) -> Data {
        let made: Data? =
            switch secret {
            case .ed25519(let key): try? key.signature(for: message)
            case .p256(let key): (try? key.signature(for: message))?.rawRepresentation
            case .mlDSA65(let key): try? key.signature(for: message)
            }
        guard let made else { throw .notSigned(key.algorithm) }
        return made
    }
}

/// Why something could not be signed.
public enum SigningError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No key could be made.
    case noKey(SignatureAlgorithm)
    /// Bytes that are no key.
    case malformedKey(SignatureAlgorithm, bytes: Int)
    /// The library refused.
    case notSigned(SignatureAlgorithm)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .noKey(let algorithm): "no `\(algorithm.rawValue)` key could be made on this system"
        case .malformedKey(let algorithm, let bytes):
            "malformed `\(algorithm.rawValue)` key of `\(bytes)` bytes: expected a secret key of 32 bytes"
        case .notSigned(let algorithm): "the `\(algorithm.rawValue)` key gave no signature"
        }
    }
}

extension ProgrammeBuilder {
    var site: ValueReader<Site> {
        .mapping("a site") { [self] fields in
            let id: SiteID? = id(fields, Kind.site)
            let name = fields.required("name", .text)
            let partner = fields.required("partner", partnerReference)
            let kind = fields.required("kind", ValueReader<SiteKind>.choice)
            let country = fields.optional("country", .text)
            let enables = fields.list("enables", assetReference)
            let status = fields.optional("status", ValueReader<Status>.choice) ?? .active
            let note = fields.optional("note", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let name, let partner, let kind else { return nil }
            return Site(
                id: id, name: name, partner: partner, kind: kind, country: country, enables: enables, status: status,
                note: note, confidence: confidence, sources: sources)
        }
    }

    var trainingSite: ValueReader<TrainingSite> {
        .mapping("a training site") { [self] fields in
            let id: TrainingSiteID? = id(fields, "training site")
            let name = fields.required("name", .text)
            let partner = fields.required("partner", partnerReference)
            let teaches = fields.list("teaches", ValueReader<String>.text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let name, let partner else { return nil }
            return TrainingSite(
                id: id, name: name, partner: partner, teaches: teaches, confidence: confidence, sources: sources)
        }
    }

    var communication: ValueReader<Communication> {
        .mapping("a communication path") { [self] fields in
            let id: CommunicationID? = id(fields, Kind.communication)
            let name = fields.required("name", .text)
            let partner = fields.required("partner", partnerReference)
            let role = fields.required("role", .text)
            let redundancy = fields.optional("redundancy", redundancy)
            let forward = fields.quantity("forwardRate", .kilobitPerSecond, in: 0.001...1e9)
            let back = fields.quantity("returnRate", .kilobitPerSecond, in: 0.001...1e9)
            let frequencies = fields.list("frequenciesMHz", ValueReader<Double>.number(in: 1...1e6))
            let status = fields.optional("status", ValueReader<Status>.choice) ?? .active
            let note = fields.optional("note", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let name, let partner, let role else { return nil }
            return Communication(
                id: id, name: name, partner: partner, role: role, redundancy: redundancy, forwardRateKbitS: forward,
                returnRateKbitS: back, frequenciesMHz: frequencies, status: status, note: note,
                confidence: confidence, sources: sources)
        }
    }

    private var redundancy: ValueReader<Redundancy> {
        .mapping("a redundancy") { fields in
            let fitted = fields.required("fitted", .integer(in: 1...1_000))
            let needed = fields.required("needed", .integer(in: 1...max(1, fitted ?? 1_000)))
            guard let fitted, let needed else { return nil }
            return Redundancy(needed: needed, fitted: fitted)
        }
    }

    var link: ValueReader<LinkDescription> {
        .mapping("the link") { [self] fields in
            let spacecraft = fields.required("spacecraftId", .integer(in: 0...1_023))
            let length = fields.required("frameLengthBytes", .integer(in: 16...65_536))
            let control = fields.required("operationalControlField", .boolean)
            let check = fields.required("frameErrorControl", .boolean)
            let channels = fields.required("virtualChannels", virtualChannels)
            let code = fields.required("timeCode", timeCode)
            let antenna = fields.optional("antenna", .text)
            let gap = fields.optional("contactGapSeconds", .number(in: 1...3_600))
            guard let spacecraft, let length, let control, let check, let channels, let code else { return nil }
            return LinkDescription(
                spacecraftId: UInt16(clamping: spacecraft), frameLengthBytes: length,
                hasOperationalControlField: control, hasFrameErrorControl: check, virtualChannels: channels,
                timeCode: code, antenna: antenna, contactGapSeconds: gap ?? 10)
        }
    }

    /// Each partner a channel of its own: a channel with two masters could not be withheld from one of them.
    private var virtualChannels: ValueReader<[PartnerID: UInt8]> {
        let number = ValueReader<Int>.integer(in: 0...6)
        return ValueReader(expected: "a mapping from partners to virtual channels") { [self] node in
            guard let entries = node.entries else {
                node.report(expected: "a mapping from partners to virtual channels")
                return nil
            }
            var channels: [PartnerID: UInt8] = [:]
            for (key, value) in entries {
                guard let partner = partnerReference.read(key), let channel = number.read(value) else { continue }
                if channels.values.contains(UInt8(clamping: channel)) {
                    value.report(found: "`\(channel)` again", expected: "a virtual channel for each partner alone")
                }
                channels[partner] = UInt8(clamping: channel)
            }
            return channels
        }
    }

    private var timeCode: ValueReader<TimeCode> {
        .mapping("a time code") { fields in
            let coarse = fields.required("coarseOctets", .integer(in: 1...4))
            let fine = fields.required("fineOctets", .integer(in: 0...3))
            guard let coarse, let fine else { return nil }
            return TimeCode(coarseOctets: coarse, fineOctets: fine)
        }
    }
}

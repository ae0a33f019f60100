import Programme
import Resilience
import Testing

/// Prices told in public: NASA OIG IG-18-016 (cargo), IG-20-005 (seats), SpaceNews 2022-08-31 (extension).
@Suite struct TransportTests {
    private let economics: TransportEconomics

    init() throws { economics = TransportEconomics(try Examples.iss.get().programme) }

    private func price(_ vehicle: VehicleID, _ good: TransportGood, _ date: String) -> Double? {
        economics.offers(of: good, on: CivilTime(date)).first { $0.vehicle == vehicle }?.priceUsd
    }

    @Test func seats() {
        #expect(price("soyuz-ms", .seat, "2020-12-01") == 90_250_000)
        #expect(price("soyuz-ms", .seat, "2019-12-01") == 86_000_000)
        #expect(price("crew-dragon", .seat, "2021-01-01") == 55_000_000)
        #expect(price("crew-dragon", .seat, "2022-03-01") == 64_675_000)
        #expect(price("crew-dragon", .seat, "2023-01-01") == 72_000_000)
        #expect(economics.offers(of: .seat).map(\.vehicle) == ["soyuz-ms", "crew-dragon", "starliner"])
    }

    @Test func cargo() throws {
        let costs = economics.prices(of: .kilogram).map(\.cost)
        let first = try #require(costs.first { $0.contract?.usd == 5_930_000_000 })
        #expect(first.usd == 63_200 && abs((first.contract?.usdEach ?? 0) - first.usd) < 50)
        let second = try #require(costs.first { $0.usd == 71_800 })
        #expect(abs((second.contract?.usdEach ?? 0) - 71_800) < 50)
        #expect(price("cygnus", .kilogram, "2015-01-01") == 63_200)
    }

    @Test func changesOfProvider() throws {
        let date = CivilTime("2020-11-01")
        // Four seats on Dragon at 55 million instead of Soyuz at 90.25: 141 million less.
        let change = try #require(
            economics.change(from: "soyuz-ms", to: "crew-dragon", of: .seat, quantity: 4, on: date))
        #expect(change.costUsd == -141_000_000)
        #expect(change.flights == 1 && change.shortPerYear == 0 && change.confidence == .medium)
        let barter = [
            AgreedTransport(vehicle: "crew-dragon", user: "RU", good: .seat, perYear: 1, agreement: "seat-exchange")
        ]
        let exchanged = try #require(
            economics.change(from: "soyuz-ms", to: "crew-dragon", of: .seat, quantity: 4, on: date, agreed: barter))
        #expect(exchanged.quantity == 3)
        #expect(economics.change(from: "soyuz-ms", to: "progress-ms", of: .seat, quantity: 1) == nil)
    }
}

import Foundation
import NavigationData
import TestSupport
import Testing
import Timekeeping

/// Messages of Orekit's test data that are sound. `CDM-no-orbit-center-defined-obj1.txt` is word for word
/// `CDMExample1.txt`: ORBIT_CENTER may be left out, so it is one of them whatever its name says.
private let sound = [
    "CDM-frame-mapper.txt", "CDMExample1.txt", "CDMExample1.xml", "CDMExample2.txt", "CDMExample3.txt",
    "CDMExample4.txt", "CDMExample5.txt", "CDMExample_issue1319.xml", "CDMExample_issue1458.xml",
    "CDMExample_issue942.txt", "CDMExample_issue942.xml", "CDMExample_issue988.txt", "CDMExample_issue988.xml",
    "CDMExample_issue988_2.txt", "CDMExample_issue988_2.xml", "CDMExample_issue988_3.txt",
    "CDMExample_issue988_3.xml", "CDMExample_issue_940.txt", "CDMExample_issue_940.xml", "CDMExample_issue_944.xml",
    "ION_SCV8_vs_STARLINK_1233.txt",
    "CDM-no-orbit-center-defined-obj1.txt",
]

/// Messages of the same data with a fault, and the line and words of the fault.
private let faulty = [
    ("CDM-covariance-wrong-entry-format.txt", 65, "this-is-not-a-number"),
    ("CDM-missing-TCA.txt", 1, "`TCA`"),
    ("CDM-missing-object1-covariance-block.xml", 41, "`CR_R of OBJECT1`"),
    ("CDM-missing-object2-state-vector.txt", 43, "`X of OBJECT2`"),
    ("CDM-wrong-key-word.txt", 6, "`WRONG_KEYWORD`"),
    ("CDMExample1InvalidTca.txt", 5, "the day `31`"),
    ("CDMExample_issue1319_mandatory_empty_value.xml", 88, "the X is ``"),
]

/// Messages of NASA CARA's analysis tools, and Alfano's cases as messages.
private let analysed = [
    "conjunction/cara_cdm/000020580_conj_000002017_20230613_001923_20230608_063715.cdm",
    "conjunction/cara_cdm/000020580_conj_000022015_20210315_212955_20210313_065123.cdm",
    "conjunction/cara_cdm/000025994_conj_000026132_20220224_100307_20220221_225515.cdm",
    "conjunction/cara_cdm/000025994_conj_000026980_20220928_223445_20220924_220647.cdm",
    "conjunction/cara_cdm/000025994_conj_000037558_20210324_151047_20210323_154356.cdm",
    "conjunction/cara_cdm/000027424_conj_000031201_20230823_165542_20230819_215513.cdm",
    "conjunction/cara_cdm/000027424_conj_000041740_20220530_042037_20220525_221911.cdm",
    "conjunction/cara_cdm/000027424_conj_000048164_20210803_232939_20210801_222613.cdm",
    "conjunction/cara_cdm/000028485_conj_000044777_20220407_231108_20220406_140506.cdm",
    "conjunction/cara_cdm/000028654_conj_000041835_20220106_193032_20220105_161142.cdm",
    "conjunction/cara_cdm/000028654_conj_000042397_20230830_144301_20230828_004035.cdm",
    "conjunction/cara_cdm/000029108_conj_000034995_20220706_165058_20220705_143113.cdm",
    "conjunction/cara_cdm/000029108_conj_000040337_20230403_231644_20230328_215738.cdm",
    "conjunction/cara_cdm/000029479_conj_000042794_20220623_035251_20220619_055818.cdm",
    "conjunction/cara_cdm/000029479_conj_000054630_20230725_134006_20230718_222924.cdm",
    "conjunction/cara_cdm/000030580_conj_000019175_20230302_224136_20230224_154111.cdm",
    "conjunction/cara_cdm/000032060_conj_000035644_20220303_131758_20220227_152710.cdm",
    "conjunction/cara_cdm/000032060_conj_000044396_20221004_061656_20221003_054027.cdm",
    "conjunction/cara_cdm/000032060_conj_000049574_20220227_152525_20220222_065043.cdm",
    "conjunction/cara_cdm/000032060_conj_000050346_20220311_070404_20220305_230151.cdm",
    "conjunction/cara_cdm/000032060_conj_000053480_20220918_094157_20220916_064125.cdm",
    "conjunction/cara_cdm/000033331_conj_000049571_20221005_095022_20221002_220322.cdm",
    "conjunction/cara_cdm/000033591_conj_000042216_20211203_183431_20211202_153618.cdm",
    "conjunction/cara_cdm/000035946_conj_000030648_20221210_140311_20221206_003234.cdm",
    "conjunction/cara_cdm/000037849_conj_000013512_20210612_084905_20210611_062043.cdm",
    "conjunction/cara_cdm/000038771_conj_000030802_20201216_182131_20201215_171306.cdm",
    "conjunction/cara_cdm/000039574_conj_000039477_20220711_110033_20220705_220442.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase01.cdm", "conjunction/cara_sample_cdm/AlfanoTestCase02.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase03.cdm", "conjunction/cara_sample_cdm/AlfanoTestCase04.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase05.cdm", "conjunction/cara_sample_cdm/AlfanoTestCase06.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase07.cdm", "conjunction/cara_sample_cdm/AlfanoTestCase08.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase09.cdm", "conjunction/cara_sample_cdm/AlfanoTestCase10.cdm",
    "conjunction/cara_sample_cdm/AlfanoTestCase11.cdm",
]

@Suite struct ConjunctionMessageFileTests {
    private func read(_ path: String) -> ConjunctionMessageReader.Result? {
        SharedData.text(path).map { ConjunctionMessageReader.read($0, source: path) }
    }

    private func expectSame(_ message: ConjunctionMessage) throws {
        let kvn = ConjunctionMessageReader.read(ConjunctionMessageWriter.kvn(message), source: "kvn")
        #expect(kvn.problems.isEmpty)
        #expect(kvn.messages == [message])
        let xml = ConjunctionMessageReader.read(ConjunctionMessageWriter.xml(message), source: "xml")
        #expect(xml.problems.isEmpty)
        #expect(xml.messages == [message])
    }

    /// Read, written as KVN and as XML, and read again: the same keywords, comments, units and digits.
    @Test(arguments: sound.map { "ndm/orekit/cdm/" + $0 } + analysed)
    func readsAndWrites(path: String) throws {
        guard let result = read(path) else { return }
        #expect(result.problems.isEmpty)
        #expect(result.messages.count == 1)
        try expectSame(try #require(result.messages.first))
    }

    /// Nothing of a KVN text is lost but blanks: compared letter by letter without them.
    @Test(arguments: sound.filter { $0.hasSuffix(".txt") }.map { "ndm/orekit/cdm/" + $0 } + analysed)
    func keepsEveryLetter(path: String) throws {
        guard let text = SharedData.text(path) else { return }
        let message = try #require(ConjunctionMessageReader.read(text, source: path).messages.first)
        let letters = { (text: String) in
            text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        }
        #expect(letters(ConjunctionMessageWriter.kvn(message)) == letters(text))
    }

    @Test(arguments: faulty)
    func refuses(name: String, line: Int, words: String) throws {
        guard let result = read("ndm/orekit/cdm/" + name) else { return }
        #expect(result.messages.isEmpty)
        #expect(result.problems.contains { $0.line == line && $0.message.contains(words) }, "\(result.problems)")
    }
}

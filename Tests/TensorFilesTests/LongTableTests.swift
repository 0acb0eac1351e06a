import Tensors
import Testing

@testable import TensorFiles

/// Tables with one weight a row.
@Suite struct LongTableTests: TextFileSuite {
    @Test(
        "Pairs of words, in any order",
        arguments: [
            "source,target,weight\nthe,der,0.5\ncat,der,0.25\nthe,Hund,0.125",
            "query,key,weight\nder,the,0.5\nder,cat,0.25\nHund,the,0.125",
            "weight;to;from\n0,5;the;der\n0,25;cat;der\n0,125;the;Hund",
            "asks,answers,how much\nder,the,0.5\nder,cat,0.25\nHund,the,0.125",
            ",Var1,Var2,value\n1,der,the,0.5\n2,der,cat,0.25\n3,Hund,the,0.125",
            "query_token key_token attention\nder the 0.5\nder cat 0.25\nHund the 0.125",
        ])
    func words(text: String) throws {
        let file = try open(text)
        let tensor = try file.tensor()
        #expect(tensor.axes?.map(\.name) == ["query", "key"])
        #expect(try tensor.read().elements.map { $0.isNaN ? -1 : $0 } == [0.5, 0.25, 0.125, -1])
        let labels = try file.axisLabels()
        #expect(labels.x == ["the", "cat"])
        #expect(labels.y == ["der", "Hund"])
        guard case .longTable(_, _, _, missing: 1, ignored: [])? = file.readingNotes.first else {
            Issue.record("\(file.readingNotes)")
            return
        }
    }

    @Test func layersAndHeadsKeepTheirNumbers() throws {
        var text = "layer,head,query,key,weight\n"
        for layer in [9, 5] {
            for head in [3, 0] {
                for query in 0..<2 {
                    for key in 0...query {
                        text += "\(layer),\(head),\(query),\(key),\(layer * 100 + head * 10 + query + key)\n"
                    }
                }
            }
        }
        let tensor = try open(text).tensor()
        #expect(tensor.axes?.map(\.name) == ["layer", "head", "query", "key"])
        #expect(tensor.axes?.map(\.positions) == [[5, 9], [0, 3], [0, 1], [0, 1]])
        #expect(
            try tensor.read().elements.map { $0.isNaN ? -1 : $0 } == [
                500, -1, 501, 502, 530, -1, 531, 532, 900, -1, 901, 902, 930, -1, 931, 932,
            ])
    }

    @Test func positionsMayHaveTokens() throws {
        let file = try open("q_idx,k_idx,q_token,k_token,w,attn\n0,0,the,the,x,1\n1,0,the,the,x,0.5\n1,1,the,the,x,0.5")
        #expect(try file.tensor().read().elements.map { $0.isNaN ? -1 : $0 } == [1, -1, 0.5, 0.5])
        #expect(try file.axisLabels().y == ["the", "the"])
        guard case .longTable("q_idx", "k_idx", "attn", missing: 1, ignored: ["w"])? = file.readingNotes.first else {
            Issue.record("\(file.readingNotes)")
            return
        }
    }

    @Test func gapsInPositionsAreFilled() throws {
        let tensor = try open("query,key,weight\n0,0,1\n3,1,0.5").tensor()
        #expect(tensor.shape.dimensions == [4, 2])
        let far = try open("query,key,weight\n0,0,1\n3000000,1,0.5").tensor()
        #expect(far.shape.dimensions == [2, 2])
        #expect(far.axes?[0].positions == [0, 3_000_000])
    }

    @Test(
        "What is wrong is named",
        arguments: [
            (
                "query,key,weight\nthe,cat,1\nthe,cat,0.5",
                "row 3: expected each weight once, found the same positions as in row 2"
            ),
            ("query,key,weight\nthe,cat,x", "row 2, column 3: expected a number, found 'x'"),
            ("query,key,weight\nthe,cat", "row 2: expected 3 cells, as in row 1, found 2"),
        ])
    func faults(text: String, fact: String) throws {
        let found = try refusal(text)
        #expect(found.contains(fact), "\(found)")
    }

    @Test func fewRowsMakeNoHugeTensor() throws {
        var text = "layer,batch,head,query,key,weight\n"
        for row in 0..<2_000 { text += "\(row),\(row),\(row),\(row),\(row),0.5\n" }
        #expect(try refusal(text).contains("found 2000 x 2000 x 2000 x 2000 x 2000 positions"))
    }

    @Test(
        "With columns named as query and key, the only other column of numbers is the weight",
        arguments: [
            "query,key,attention_score", "query,key,p", "query,key,logit", "query,key,v", "q_idx,k_idx,w",
            "qpos,kpos,w",
            "q_tok,k_tok,weight", "decoder,encoder,weight", "output,input,weight", "i,j,w", "q,k,w",
            "token1,token2,attention", "word1,word2,weight", "index,variable,value", "position_1,position_2,z",
        ])
    func numbers(header: String) throws {
        let file = try open(header + "\n0,0,1\n1,0,0.5\n1,1,0.25\n")
        let tensor = try file.tensor()
        #expect(tensor.shape.dimensions == [2, 2])
        #expect(try tensor.read().elements.map { $0.isNaN ? -1 : $0 } == [1, -1, 0.5, 0.25])
        let names = header.split(separator: ",").map(String.init)
        #expect(
            file.readingNotes == [
                .longTable(query: names[0], key: names[1], weight: names[2], missing: 1, ignored: [])
            ])
    }

    @Test(
        "The query is the target", arguments: ["source,target,p", "src,dst,p", "x,y,value", "input,output,w", "k,q,w"])
    func directions(header: String) throws {
        let tensor = try open(header + "\n0,0,1\n1,0,0.5\n0,1,0.25\n1,1,0.75").tensor()
        #expect(try tensor.read().elements == [1, 0.5, 0.25, 0.75])
    }

    @Test("Three columns that may be triples are told of", arguments: ["", "a,b,c\n"])
    func triples(header: String) throws {
        let file = try open(header + "0,0,1\n1,0,0.5\n1,1,0.25")
        #expect(try file.tensor().shape.dimensions == [3, 3])
        #expect(file.readingNotes == [.possibleTriples(rows: 3)])
    }

    @Test func tokensNamedLikeColumnsAreAMatrix() throws {
        let file = try open("q,k,v\n1,0,0\n0.5,0.5,0\n0.25,0.25,0.5")
        #expect(try file.tensor().shape.dimensions == [3, 3])
        #expect(file.readingNotes.isEmpty)
    }
}

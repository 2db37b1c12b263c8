using System.Text;
using Cchc.Core.Privacy;
using Cchc.Core.Sheets;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Rules.Contests;

/// <summary>Questions go out and come back in every form, and a broken file says what is wrong with it.</summary>
public sealed class FormatTests
{
    private static readonly QuestionDraft[] All =
    [
        new() { Code = "A-1", Topic = "Một cửa", Text = "Chọn {một} = mấy ~ #?", Body = new() { Kind = QuestionKind.Single, Options = ["Phương án: một", "Hai = 2", "Ba"], Correct = [1] }, LegalBasis = "Điều 5", Explanation = "Vì thế." },
        new() { Code = "A-2", Topic = "Một cửa", Text = "Chọn nhiều", Body = new() { Kind = QuestionKind.Multiple, Options = ["x", "y", "z"], Correct = [0, 2], Partial = true } },
        new() { Code = "A-3", Topic = "Chỉ số", Text = "PAR INDEX đo mức độ hài lòng.", Body = new() { Kind = QuestionKind.TrueFalse, Options = ["Đúng", "Sai"], Correct = [1] } },
        new() { Code = "A-4", Topic = "Chỉ số", Text = "Ghép", Body = new() { Kind = QuestionKind.Matching, Options = ["SIPAS", "PCI"], Pairs = ["Hài lòng", "Cạnh tranh"], Partial = true } },
        new() { Code = "A-5", Topic = "Chỉ số", Text = "Điền vào", Body = new() { Kind = QuestionKind.Short, Accepted = ["một cửa", "Bộ phận Một cửa"] } },
        new() { Code = "A-6", Topic = "Chỉ số", Text = "Hãy viết", Body = new() { Kind = QuestionKind.Essay } },
        new() { Code = "A-7", Topic = "Chỉ số", Text = "Xếp lại", Body = new() { Kind = QuestionKind.Ordering, Options = ["một", "hai", "ba"] } },
    ];

    [Fact]
    public void A_table_comes_back_as_it_went_out()
    {
        using var stream = Spreadsheet.Write(new Sheet("Câu hỏi", TableFormat.Columns, All.Select(TableFormat.Row)));
        var read = TableFormat.Read(TableRow.Read(stream));
        Assert.All(read, one => Assert.Empty(one.Problems));
        Assert.Equal(All.Select(Key), read.Select(one => Key(one.Draft!)));
        Assert.Equal(["Điều 5", "Vì thế."], [read[0].Draft!.LegalBasis, read[0].Draft!.Explanation]);
    }

    [Fact]
    public void GIFT_comes_back_as_it_went_out_but_for_orders_which_it_does_not_know()
    {
        var read = GiftFormat.Read(GiftFormat.Write(All));
        Assert.All(read, one => Assert.Empty(one.Problems));
        Assert.Equal(All.Take(6).Select(Key), read.Take(6).Select(one => Key(one.Draft!)));
        Assert.Equal(QuestionKind.Matching, read[6].Draft!.Body.Kind);
    }

    [Fact]
    public void Moodle_XML_comes_back_as_it_went_out()
    {
        var read = MoodleXmlFormat.Read(MoodleXmlFormat.Write(All));
        Assert.All(read, one => Assert.Empty(one.Problems));
        Assert.Equal(All.Select(Key), read.Select(one => Key(one.Draft!)));
    }

    [Fact]
    public void Aiken_takes_choices_as_people_type_them()
    {
        var read = AikenFormat.Read("Kế hoạch ban hành khi nào?\nA. Tháng 11\nb) Tháng 12\nC. Tháng 1\nĐÁP ÁN: B\n\nCâu hai\ndòng hai\nA) x\nB) y\nC) z\nANSWER: A, C\n\nCâu thiếu\nA. x\n");
        Assert.Equal((QuestionKind.Single, 1), (read[0].Draft!.Body.Kind, read[0].Draft!.Body.Correct[0]));
        Assert.Equal("Câu hai\ndòng hai", read[1].Draft!.Text);
        Assert.Equal([0, 2], read[1].Draft!.Body.Correct);
        Assert.Contains("thiếu dòng", read[2].Problems[0]);
        Assert.Equal(All.Take(3).Select(one => one.Text.ReplaceLineEndings(" ")), AikenFormat.Read(AikenFormat.Write(All)).Select(one => one.Draft!.Text));
    }

    [Fact]
    public void The_examples_of_the_GIFT_documentation_are_read()
    {
        var read = GiftFormat.Read("// a comment\n::Q1:: 1+1\\=2 {T}\n\n$CATEGORY: tom/dick/harry\n\n::Q2:: What's between orange and green in the spectrum?\n{ =yellow # right; good! ~red # wrong, it's yellow ~blue # wrong }\n\nWho's buried in Grant's \\{tomb\\}? {=Grant =Ulysses S. Grant}\n\nMatch {\n =cat -> cat food\n =dog -> dog food\n}\n\nTwo people {\n ~No one\n ~%50%Grant\n ~%50%Grant's wife\n ~%-100%Grant's father\n}\n\nWhen was Ulysses born? {#1822}\n");
        Assert.Equal(["1+1=2", "What's between orange and green in the spectrum?", "Who's buried in Grant's {tomb}?", "Match", "Two people", null], read.Select(one => one.Draft?.Text));
        Assert.Equal([QuestionKind.TrueFalse, QuestionKind.Single, QuestionKind.Short, QuestionKind.Matching, QuestionKind.Multiple], read.Take(5).Select(one => one.Draft!.Body.Kind));
        Assert.Equal("harry", read[1].Draft!.Topic);
        Assert.Equal(["yellow", "red", "blue"], read[1].Draft!.Body.Options);
        Assert.Equal([1, 2], read[4].Draft!.Body.Correct);
        Assert.NotEmpty(read[5].Problems);
    }

    [Theory]
    [InlineData("a.xlsx", "PK\u0003\u0004 not a workbook", "Tệp hỏng")]
    [InlineData("a.xls", "x", "kiểu cũ")]
    [InlineData("a.docx", "x", "Chỉ nhận")]
    [InlineData("a.csv", "", "rỗng")]
    [InlineData("a.csv", "Tên,Tuổi\nx,1\n", "không có cột")]
    [InlineData("a.xml", "<quiz>", "bị hỏng")]
    [InlineData("a.xml", "<!DOCTYPE quiz [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><quiz>&x;</quiz>", "bị hỏng")]
    [InlineData("a.xml", "<html/>", "quiz")]
    public void A_file_that_is_none_of_the_forms_says_why(string name, string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ImportQuestions.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name)).Message);

    [Fact]
    public void Each_bad_line_is_named_and_the_others_are_read()
    {
        var read = ImportQuestions.Read(new MemoryStream(Encoding.UTF8.GetBytes("Mã;Câu hỏi;Phương án A;Phương án B;Đáp án;Độ khó\nX1;Được;a;b;A;Dễ\nX2;Sai đáp án;a;b;C;Dễ\nX3;;a;b;A;Dễ\nX4;Độ khó lạ;a;b;A;Siêu khó\n")), "x.csv");
        Assert.Equal([(2, 0), (3, 1), (4, 1), (5, 1)], read.Select(one => (one.Line, one.Problems.Count)));
    }

    [Fact]
    public void Every_question_of_the_sample_bank_can_be_asked()
    {
        using var file = File.OpenRead(Repository.PathOf("recipes/sample/contest/questions.csv"));
        var read = ImportQuestions.Read(file, "questions.csv");
        Assert.Equal(78, read.Count);
        Assert.All(read, one => Assert.Empty(one.Problems));
    }

    [Fact]
    public void Numbers_of_people_have_one_form_and_are_shown_masked()
    {
        Assert.Equal("0912345678", PersonText.Phone("+84 912.345-678"));
        Assert.Equal("0912345678", PersonText.Phone("0912 345 678"));
        foreach (var bad in new[] { "", "912345678", "00912345678", "09123x5678", "84" }) Assert.Null(PersonText.Phone(bad));
        Assert.Equal("082190001234", PersonText.Cccd("082 190 001 234"));
        Assert.Null(PersonText.Cccd("12345678"));
        Assert.Equal("ten@example.vn", PersonText.Email(" Ten@Example.vn "));
        Assert.Null(PersonText.Email("ten@example"));
        Assert.Equal("•••••••01234", PersonText.Masked("082190001234"));
        Assert.Equal("•••••••678", PersonText.Masked("0912345678"));
        Assert.Equal("t•••@example.vn", PersonText.MaskedEmail("ten@example.vn"));
        Assert.Equal(ResumeCode.Read("t3kh7-mpx2a"), ResumeCode.Read("T3KH7 MPX2A"));
        Assert.Equal("0110000000", ResumeCode.Read("oilooooooo"));
        Assert.Null(ResumeCode.Read("T3KH7"));
        Assert.Equal(17, PersonData.Age(new(2009, 2, 28), new(2027, 2, 27)));
        Assert.Equal(18, PersonData.Age(new(2009, 2, 28), new(2027, 2, 28)));
    }

    private static string Key(QuestionDraft draft) => $"{draft.Code}|{draft.Topic}|{draft.Text}|{draft.Body.Kind}|{string.Join(';', draft.Body.Options)}|{string.Join(';', draft.Body.Pairs)}|{string.Join(';', draft.Body.Correct)}|{string.Join(';', draft.Body.Accepted)}|{draft.Body.Partial}";
}

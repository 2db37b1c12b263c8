namespace Cchc.Core.Search;

public sealed partial class Abbreviations
{
    /// <summary>
    /// Short forms of administrative reform and of public offices. Kinds of documents (KH, QĐ, NQ) are left out on purpose:
    /// they are parts of numbers, and "66/KH-UBND" must not find every plan that holds a 66.
    /// </summary>
    public static IReadOnlyList<Abbreviation> DefaultList { get; } =
    [
        new("CCHC", "cải cách hành chính"), new("TTHC", "thủ tục hành chính"), new("KSTTHC", "kiểm soát thủ tục hành chính"),
        new("UBND", "ủy ban nhân dân"), new("HĐND", "hội đồng nhân dân"), new("MTTQ", "mặt trận tổ quốc"),
        new("CBCCVC", "cán bộ, công chức, viên chức"), new("CBCC", "cán bộ, công chức"), new("CCVC", "công chức, viên chức"),
        new("DVC", "dịch vụ công"), new("DVCTT", "dịch vụ công trực tuyến"), new("CNTT", "công nghệ thông tin"),
        new("QPPL", "quy phạm pháp luật"), new("VBQPPL", "văn bản quy phạm pháp luật"), new("CĐS", "chuyển đổi số"),
        new("CSDL", "cơ sở dữ liệu"), new("ATTT", "an toàn thông tin"), new("QLNN", "quản lý nhà nước"),
        new("HCNN", "hành chính nhà nước"), new("HCC", "hành chính công"), new("TTHCC", "trung tâm hành chính công"),
        new("PVHCC", "phục vụ hành chính công"), new("TTPVHCC", "trung tâm phục vụ hành chính công"),
        new("PAKN", "phản ánh, kiến nghị"), new("ĐVSNCL", "đơn vị sự nghiệp công lập"), new("SNCL", "sự nghiệp công lập"),
        new("ĐVHC", "đơn vị hành chính"), new("NSNN", "ngân sách nhà nước"), new("KTXH", "kinh tế - xã hội"),
        new("KT-XH", "kinh tế - xã hội"), new("NTM", "nông thôn mới"), new("PCTN", "phòng, chống tham nhũng"),
        new("XHCN", "xã hội chủ nghĩa"), new("BHXH", "bảo hiểm xã hội"), new("BHYT", "bảo hiểm y tế"),
        new("ANTT", "an ninh trật tự"), new("ATGT", "an toàn giao thông"), new("ATTP", "an toàn thực phẩm"),
        new("HTX", "hợp tác xã"), new("KCN", "khu công nghiệp"), new("THPT", "trung học phổ thông"), new("THCS", "trung học cơ sở"),
        new("PBGDPL", "phổ biến, giáo dục pháp luật"), new("TTĐT", "thông tin điện tử"), new("CQĐT", "chính quyền điện tử"),
        new("CPĐT", "chính phủ điện tử"), new("CNXH", "chủ nghĩa xã hội"), new("LHPN", "liên hiệp phụ nữ"), new("CCB", "cựu chiến binh"),
        new("KH&CN", "khoa học và công nghệ"), new("KHCN", "khoa học và công nghệ"),
        new("TT&TT", "thông tin và truyền thông"), new("TTTT", "thông tin và truyền thông"),
        new("GD&ĐT", "giáo dục và đào tạo"), new("GDĐT", "giáo dục và đào tạo"), new("KH&ĐT", "kế hoạch và đầu tư"), new("KHĐT", "kế hoạch và đầu tư"),
        new("TN&MT", "tài nguyên và môi trường"), new("TNMT", "tài nguyên và môi trường"), new("NN&MT", "nông nghiệp và môi trường"),
        new("NN&PTNT", "nông nghiệp và phát triển nông thôn"), new("VHTTDL", "văn hóa, thể thao và du lịch"), new("VHTT&DL", "văn hóa, thể thao và du lịch"),
        new("LĐTBXH", "lao động - thương binh và xã hội"), new("LĐ-TB&XH", "lao động - thương binh và xã hội"), new("GTVT", "giao thông vận tải"),
        new("SIPAS", "chỉ số hài lòng về sự phục vụ hành chính"), new("PAR INDEX", "chỉ số cải cách hành chính"),
        new("PAPI", "chỉ số hiệu quả quản trị và hành chính công"), new("PCI", "chỉ số năng lực cạnh tranh cấp tỉnh"),
    ];

    /// <summary>The default list, ready for use.</summary>
    public static Abbreviations Default { get; } = new(DefaultList);
}

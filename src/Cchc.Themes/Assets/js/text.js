/** Every sentence that the scripts say. A page may say it otherwise, or in another language, with data-text-<name> on the element. */
const sentences = {
  copied: "Đã sao chép liên kết.",
  copyByHand: "Sao chép liên kết này:",
  saved: "Đã lưu vào danh sách đọc sau trên máy này.",
  unsaved: "Đã bỏ khỏi danh sách đọc sau.",
  remove: "Bỏ",
  removeItem: "Bỏ “{title}” khỏi danh sách",
  savedOn: "Lưu ngày {date}",
  left: "Còn {time}",
  over: "Đã hết giờ.",
  days: "ngày",
  hours: "giờ",
  minutes: "phút",
  seconds: "giây",
  chars: "{n} ký tự",
  charsOf: "{n}/{max} ký tự",
  words: "{n} tiếng",
  wordsOf: "{n} tiếng, nên dưới {max}",
  tooLong: "Quá dài: {n}, nên dưới {max}.",

  confirmTitle: "Xin xác nhận",
  confirmYes: "Đồng ý",
  confirmNo: "Thôi",

  draftKept: "Chưa lưu. Máy này đang giữ bản lúc {time}.",
  draftOffer: "Máy này còn giữ một bản chưa lưu lúc {time} ngày {date}.",
  draftRestore: "Khôi phục bản đó",
  draftForget: "Bỏ bản đó",
  draftRestored: "Đã khôi phục. Bản này chưa được lưu.",
  draftForgotten: "Đã bỏ bản giữ trên máy.",
  draftImpossible: "Chưa lưu. Máy này không giữ được bản nháp, hãy lưu thường xuyên.",

  previewWait: "Đang dựng bản xem thử.",
  previewReady: "Đã dựng bản xem thử.",
  previewFailed: "Chưa dựng được bản xem thử. Hãy kiểm tra mạng hoặc đăng nhập lại ở thẻ khác rồi thử lại.",

  editor: "Nội dung",
  editorPlaceholder: "Viết ở đây.",
  editorAlt: "Mô tả cho người không nhìn thấy",
  editorNoAlt: "Ảnh này chưa có mô tả cho người không nhìn thấy.",
  toolbar: "Định dạng",
  tableToolbar: "Bảng",
  paragraph: "Đoạn",
  heading: "Tít phụ",
  heading3: "Tít nhỏ",
  bold: "Đậm",
  italic: "Nghiêng",
  link: "Liên kết",
  list: "Danh sách",
  numbers: "Đánh số",
  image: "Ảnh",
  table: "Bảng",
  quote: "Trích",
  box: "Hộp",
  footnote: "Chú thích",
  embed: "Nhúng",
  undo: "Hoàn tác",
  redo: "Làm lại",
  find: "Tìm",
  replace: "Thay",
  rowAfter: "Thêm hàng",
  rowDelete: "Bớt hàng",
  columnAfter: "Thêm cột",
  columnDelete: "Bớt cột",
  alignLeft: "Căn trái",
  alignCenter: "Căn giữa",
  alignRight: "Căn phải",
  tableDelete: "Xóa bảng",
  sourceShow: "Xem mã Markdown",
  sourceHide: "Về trang soạn thảo",

  noteOf: "Chú thích {n}",
  noteUnused: "Chú thích chưa dùng trong bài",
  noteOpen: "Đến chú thích {n}",

  findWords: "Tìm",
  findOther: "Thay bằng",
  findMarks: "Phân biệt dấu",
  findBefore: "Trước",
  findNext: "Sau",
  findReplace: "Thay",
  findAll: "Thay tất cả",
  findClose: "Đóng",
  findNone: "Không thấy.",
  findCount: "Chỗ {n} trong {all}.",
  findDone: "Đã thay {n} chỗ.",

  linkTitle: "Thêm liên kết",
  linkEdit: "Sửa liên kết",
  linkWords: "Chữ của liên kết",
  linkAddress: "Địa chỉ",
  linkHint: "Ví dụ /tin-tuc/… trong trang này, hoặc https://… của nơi khác.",
  linkWrong: "Địa chỉ phải bắt đầu bằng / hoặc https://, ví dụ https://chinhphu.vn.",
  linkSearch: "Hoặc tìm trong bài đã đăng",
  linkFound: "Bài tìm thấy",
  linkCount: "Có {n} bài.",
  linkNone: "Không tìm thấy bài nào.",
  linkFailed: "Chưa tìm được. Hãy kiểm tra mạng rồi thử lại.",
  linkUse: "Dùng liên kết này",
  linkRemove: "Bỏ liên kết",

  embedAddress: "Địa chỉ",
  embedHint: "Tệp video, âm thanh trong thư viện (/media/….mp4, .mp3) hoặc địa chỉ YouTube.",
  embedTitle: "Tên",
  embedUse: "Chèn vào bài",
  embedWrong: "Chỉ nhúng được tệp .mp4, .webm, .mp3, .m4a, .ogg trong thư viện, hoặc một video YouTube.",
  embedUntitled: "Hãy ghi tên để người không xem được vẫn biết đó là gì.",
  embedYoutube: "YouTube",
  embedVideo: "Video",
  embedAudio: "Âm thanh",
  embedOther: "Liên kết",

  uploadWaits: "Chờ đến lượt.",
  uploadGoes: "Đang tải {percent} %.",
  uploadLost: "Mất kết nối ở {percent} %. Có mạng thì tự tải tiếp.",
  uploadAgain: "Có mạng trở lại, đang tải tiếp.",
  uploadChecks: "Đã gửi xong, máy chủ đang xem tệp.",
  uploadDone: "Đã vào thư viện.",
  uploadOpen: "Ghi mô tả",
  uploadSignIn: "Phiên làm việc đã hết. Hãy đăng nhập lại ở thẻ khác rồi bấm Tiếp tục.",
  uploadFailed: "Chưa tải được. {why}",
  uploadResume: "Tiếp tục",
  uploadDrop: "Bỏ",
  uploadOf: "{word} {name}",
  uploadSum: "Đã xong {done} trong {all} tệp.",
  uploadSumBad: "Đã xong {done} trong {all} tệp, {bad} tệp không nhận được.",
  uploadWords: "Ghi mô tả và tác giả cho các tệp vừa tải",

  focusDot: "Tâm ảnh: dùng phím mũi tên để dời",
  cropBox: "{label}: kéo hoặc dùng phím mũi tên để dời, phím + và − để đổi cỡ",
  cropDraw: "Vẽ khung",
  cropClear: "Để máy cắt",

  selectCount: "Đã chọn {n} tệp. Ô để trống thì giữ nguyên.",
  selectAll: "Chọn cả trang này",
  selectNone: "Bỏ chọn",

  pickTitle: "Chọn ảnh",
  pickLead: "Chọn ảnh chính trong thư viện",
  pickClose: "Đóng",
  pickUpload: "Tải ảnh từ máy",
  pickUploadHint: "Kéo ảnh vào đây hoặc chọn từ máy.",
  pickWait: "Đang mở thư viện.",
  pickFound: "Thư viện có {n} ảnh ở trang này.",
  pickFailed: "Chưa mở được thư viện. Hãy kiểm tra mạng rồi thử lại.",
  pickRetry: "Thử lại",
  pickAlt: "Mô tả cho người không nhìn thấy",
  pickAltHint: "Tả điều thấy được trong một câu. Mô tả được ghi vào thư viện cho lần sau.",
  pickCaption: "Chú thích",
  pickCredit: "Tác giả",
  pickUse: "Dùng ảnh này",
  pickBack: "Chọn ảnh khác",
  pickNotKept: "Ảnh đã dùng, nhưng mô tả chưa ghi được vào thư viện.",
  pickedLead: "Đã chọn ảnh chính.",
  pickedBody: "Đã chèn ảnh vào bài.",
  pickCreditIs: "Ảnh: {credit}",
};

/**
 * @param {keyof typeof sentences} name
 * @param {Element | null} [element] where a page may have put its own words
 * @param {Record<string, string | number>} [values] what stands for {name} in the sentence
 */
export function text(name, element, values = {}) {
  const own = element?.closest("[data-text-" + name.replace(/[A-Z]/g, (c) => "-" + c.toLowerCase()) + "]");
  const key = "text" + name[0].toUpperCase() + name.slice(1);
  const sentence = own instanceof HTMLElement ? own.dataset[key] : sentences[name];
  return sentence.replace(/\{(\w+)\}/g, (whole, word) => String(values[word] ?? whole));
}

const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" });

/** "08:42", in the reader's own time zone. @param {Date} when */
export const timeOf = (when) => clock.format(when);

/** "22/11/2026", in the reader's own time zone. @param {Date} when */
export const dateOf = (when) => day.format(when);

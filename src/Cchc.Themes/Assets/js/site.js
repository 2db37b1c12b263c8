import { attach } from "./attach.js";
import { copyLink } from "./copy-link.js";
import { count } from "./count.js";
import { countdown } from "./countdown.js";
import { exam } from "./exam.js";
import { improve } from "./improve.js";
import { forgetKept, keep, similar } from "./keep.js";
import { menu } from "./menu.js";
import { print } from "./print.js";
import { proof } from "./proof.js";
import { savedList, saveArticle } from "./reading-list.js";
import { receipt } from "./receipt.js";
import { prepareToSpeak } from "./say.js";
import { share } from "./share.js";
import { suggest } from "./suggest.js";
import { youtube } from "./youtube.js";

prepareToSpeak();
improve({
  "[data-copy-link]": copyLink,
  "[data-share]": share,
  "[data-print]": print,
  "[data-save]": saveArticle,
  "[data-saved-list]": savedList,
  "details.pop, details[data-menu]": menu,
  "[data-countdown], [data-seconds-left]": countdown,
  "[data-count]": count,
  "form[data-exam]": exam,
  "form[data-proof]": proof,
  "[data-attach]": attach,
  "[data-receipt]": receipt,
  "form[data-suggest]": suggest,
  "form[data-keep]": keep,
  "[data-forget]": forgetKept,
  "[data-similar]": similar,
  "a.embed__link": youtube,
});

// On every page: small comforts. Everything works without them.
import { keepText } from "./autosave.js";
import { showErrors } from "./error_summary.js";
import { offerPrinting } from "./print_button.js";
import { leaveQuickly } from "./quick_exit.js";
import { sendOnce } from "./submit_once.js";

keepText(document);
showErrors(document);
offerPrinting(document);
leaveQuickly(document);
sendOnce(document);

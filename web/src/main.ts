import "./styles/app.css";
import { startLanguage } from "./i18n.ts";
import "./app.ts";

startLanguage();
document.getElementById("coming")!.replaceWith(document.createElement("us-app"));

import "./styles/app.css";
import { startLanguage } from "./i18n.ts";
import "./app.ts";

startLanguage();
document.body.append(document.createElement("us-app"));

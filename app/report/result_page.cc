#include "app/report/result_page.h"

#include "app/report/html.h"
#include "app/report/result_table.h"

namespace undersigned::report {

std::string result_page(const letter::Outcome& outcome) {
  const letter::Manifest& manifest = outcome.manifest;
  return "<!doctype html>\n<html lang=\"" + escape(manifest.language) +
         "\">\n<meta charset=\"utf-8\">\n<title>" + escape(manifest.title) +
         "</title>\n<main>\n<h1>" + escape(manifest.title) + "</h1>\n<pre>" +
         escape(manifest.body) + "</pre>\n<h2>Result</h2>\n<pre>" + escape(result_table(outcome)) +
         "</pre>\n</main>\n</html>\n";
}

}  // namespace undersigned::report

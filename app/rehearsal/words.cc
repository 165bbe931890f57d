// The summary in plain words. Sentences have numbered places ({0}, {1}, …), so that each language
// orders them as it likes.
#include <cstdio>

#include "app/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

struct Words {
  const char* heading;  // name, people
  const char* sign;     // variant, sign %, sincere %, pressured %
  const char* intent;   // leave %, offer %
  const char* humps;    // list of humps
  const char* opens;    // chance, low, high
  const char* tipping;  // lower, here, higher
  const char* quorum;   // from, to
  const char* no_quorum;
  const char* limits;
};

constexpr Words kEnglish = {
    "{0}: {1} simulated people. These are possible courses, not a forecast.",
    "{0}: {1} % sign; {2} % of all staff sign and mean it, {3} % sign and would not without the "
    "pressure.",
    "{0} % would really leave; {1} % would leave for the offering company.",
    "It ends in one of several ways: {0}. A mean would describe none of them.",
    "It opens, or reaches its first level, in {0} % of the rehearsals ({1} to {2}).",
    "Close to a tipping point: slightly less or more conviction gives {0} or {2} signatures "
    "instead "
    "of {1}.",
    "Sealed, a quorum from {0} % to {1} % of the staff opens in at least four of five rehearsals "
    "in "
    "nine of ten scenarios within the ranges given. A higher quorum protects more; it holds only "
    "as "
    "far as those ranges do.",
    "No quorum opens reliably over the ranges given: a sealed letter may fail, and then shows "
    "nothing.",
    "The same tool can be used by a management. It says nothing about any one person, and a public "
    "list alone never tells pressure from conviction."};
constexpr Words kFrench = {
    "{0} : {1} personnes simulées. Ce sont des déroulements possibles, pas une prévision.",
    "{0} : {1} % signent ; {2} % du personnel signent et le pensent, {3} % signent et ne le "
    "feraient "
    "pas sans la pression.",
    "{0} % partiraient vraiment ; {1} % partiraient pour l’entreprise qui fait l’offre.",
    "Cela finit de plusieurs façons : {0}. Une moyenne n’en décrirait aucune.",
    "Elle s’ouvre, ou atteint son premier palier, dans {0} % des répétitions ({1} à {2}).",
    "Près d’un point de bascule : un peu moins ou un peu plus de conviction donne {0} ou {2} "
    "signatures au lieu de {1}.",
    "Scellée, avec un quorum de {0} % à {1} % du personnel, elle s’ouvre dans au moins quatre "
    "répétitions sur cinq pour neuf scénarios sur dix dans les plages données. Un quorum plus "
    "élevé "
    "protège davantage ; cela ne vaut qu’autant que ces plages.",
    "Aucun quorum ne s’ouvre sûrement dans les plages données : une lettre scellée peut échouer, "
    "et "
    "ne montre alors rien.",
    "Une direction peut se servir du même outil. Il ne dit rien d’aucune personne, et une liste "
    "publique seule ne distingue jamais la pression de la conviction."};
constexpr Words kSpanish = {
    "{0}: {1} personas simuladas. Son cursos posibles, no un pronóstico.",
    "{0}: firma el {1} %; el {2} % de la plantilla firma y lo piensa, el {3} % firma y no lo haría "
    "sin la presión.",
    "El {0} % se iría de verdad; el {1} % se iría a la empresa que hace la oferta.",
    "Termina de varias maneras: {0}. Una media no describiría ninguna.",
    "Se abre, o alcanza su primer nivel, en el {0} % de los ensayos (de {1} a {2}).",
    "Cerca de un punto de inflexión: un poco menos o más de convicción da {0} o {2} firmas en vez "
    "de "
    "{1}.",
    "Sellada, con un quórum del {0} % al {1} % de la plantilla se abre en al menos cuatro de cada "
    "cinco ensayos en nueve de cada diez escenarios dentro de los rangos dados. Un quórum más alto "
    "protege más; vale solo lo que valgan esos rangos.",
    "Ningún quórum se abre con seguridad en los rangos dados: una carta sellada puede fracasar, y "
    "entonces no muestra nada.",
    "Una dirección puede usar la misma herramienta. No dice nada de ninguna persona, y una lista "
    "pública por sí sola nunca distingue la presión de la convicción."};

std::string filled(const char* sentence, const std::vector<std::string>& values) {
  std::string text;
  for (const char* c = sentence; *c != 0; ++c) {
    if (*c == '{') {
      text += values[static_cast<std::size_t>(c[1] - '0')];
      c += 2;
    } else {
      text += *c;
    }
  }
  return text + "\n";
}

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", value);
  return text;
}

std::string about(const Words& words, const Compared& compared, const Tipping* tipping) {
  const Summary& s = compared.summary;
  const auto share = [&](const Interval& i) { return rounded(100 * i.value / s.people); };
  std::string text = "\n" + filled(words.sign, {compared.variant.name, share(s.signers),
                                                share(s.sincere), share(s.pressured)});
  text += filled(words.intent, {share(s.leave), share(s.go[0])});
  text += filled(words.opens, {rounded(100 * s.opens.value), rounded(100 * s.opens.low),
                               rounded(100 * s.opens.high)});
  if (s.two_humped()) {
    std::string list;
    for (const Hump& hump : s.humps) {
      list += (list.empty() ? "" : "; ") + rounded(hump.from) + "–" + rounded(hump.to) + " (" +
              rounded(100 * hump.share) + " %)";
    }
    text += filled(words.humps, {list});
  }
  if (tipping != nullptr && tipping->near) {
    text += filled(words.tipping,
                   {rounded(tipping->lower), rounded(tipping->here), rounded(tipping->higher)});
  }
  return text;
}

// The quorums that open in four of five rehearsals even at the regions' lower end.
std::string advice(const Words& words, const Regions& regions) {
  double from = 0, to = 0;
  for (const Quorum& quorum : regions.quorums) {
    if (quorum.opens[0] < 0.8) continue;
    if (from == 0) from = quorum.share;
    to = quorum.share;
  }
  if (from == 0) return "\n" + filled(words.no_quorum, {});
  return "\n" + filled(words.quorum, {rounded(100 * from), rounded(100 * to)});
}

}  // namespace

std::string plain_words(const Result& result, std::string_view language) {
  const Words& words = language == "fr" ? kFrench : language == "es" ? kSpanish : kEnglish;
  std::string text =
      filled(words.heading, {result.scenario.name, std::to_string(result.scenario.people)});
  for (std::size_t v = 0; v < result.variants.size(); ++v) {
    text += about(words, result.variants[v],
                  v < result.tippings.size() ? &result.tippings[v] : nullptr);
  }
  if (result.regions) text += advice(words, *result.regions);
  return text + "\n" + filled(words.limits, {});
}

}  // namespace undersigned::rehearsal

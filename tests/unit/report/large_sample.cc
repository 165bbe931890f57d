// The large sample: a letter as long as a real one, for looking at.
#include <algorithm>
#include <array>
#include <map>

#include "tests/unit/report/samples.h"

namespace undersigned::test {
namespace {

using letter::LetterState;
using letter::Outcome;

// The words of one language.
struct Words {
  std::string title, addressee, body;
  std::array<std::string, 3> stakes;
  std::array<std::string, 3> questions;
  std::array<std::vector<std::string>, 3> answers;
  std::vector<std::string> roles;
};

const Words kEnglish = {
    "The night letter",
    "The board of Meridian Works",
    "On Friday you removed the people who lead us, and told us afterwards. We learned it from the "
    "news.\n\nYou have not said why. You have said that *it had to be done*, and that we would "
    "understand. We do not. We have asked three times, in writing, and three times nobody "
    "answered.\n\n## What we ask\n\n1. **Bring them back**, by the end of the month.\n2. Say in "
    "public why you acted, who was asked, and who was not.\n3. Give the staff a seat at the table: "
    "two members of the board, elected by everyone who works here.\n\n> The board acts for the "
    "good of the company and of all who work in it.\n\nThat is from our own "
    "[charter](https://meridian.example/charter), article 4. We hold you to it.\n\nIf you do not, "
    "many of us will leave. Halden Systems has offered every one of us a place. How many of us "
    "would really go there, we say below, each for themselves and in secret, so that nobody can "
    "claim more for us than we mean.\n",
    {"Reports to the people who were removed; holds shares", "None beyond her own post",
     "Has an offer from Halden Systems, not accepted"},
    {"If nothing changes: where would you really go?",
     "What keeps you from going to Halden Systems?", "Did you feel free?"},
    {{{"Stay", "Halden Systems", "Somewhere else"},
      {"Its work is not ours", "Pay or place of work", "Its bureaucracy",
       "Loyalty to this place and to the people in it", "Nothing does"},
      {"Signed freely", "Signed, felt pushed", "Did not sign, freely",
       "Did not sign, felt pushed"}}},
    {"Engineer", "Senior engineer", "Research scientist", "Analyst", "Designer", "Head of team",
     "Counsel", "Technician"}};

const Words kFrench = {
    "La lettre de la nuit",
    "Le conseil d’administration de Meridian Works",
    "Vendredi, vous avez écarté celles et ceux qui nous dirigent, et vous nous l’avez dit après. "
    "Nous l’avons appris par les journaux.\n\n## Ce que nous demandons\n\n1. **Rappelez-les**, "
    "avant la fin du mois.\n2. Dites en public pourquoi vous avez agi, et qui fut "
    "consulté.\n3. Donnez au personnel un siège à la table.\n\nSinon, beaucoup d’entre nous "
    "partiront.\n",
    {"Relève des personnes écartées ; détient des actions", "Rien au-delà de son poste",
     "A une offre de Halden Systems, non acceptée"},
    {"Si rien ne change : où iriez-vous vraiment ?",
     "Qu’est-ce qui vous retient d’aller chez Halden Systems ?", "Vous êtes-vous senti libre ?"},
    {{{"Rester", "Halden Systems", "Ailleurs"},
      {"Son travail n’est pas le nôtre", "Le salaire ou le lieu", "Sa bureaucratie",
       "L’attachement à cette maison et aux gens qui y sont", "Rien"},
      {"Signé librement", "Signé, poussé", "Pas signé, librement", "Pas signé, poussé"}}},
    {"Ingénieure", "Ingénieur", "Chercheuse", "Analyste", "Designer", "Chef d’équipe", "Juriste",
     "Technicienne"}};

const Words kSpanish = {
    "La carta de la noche",
    "El consejo de Meridian Works",
    "El viernes apartaron ustedes a quienes nos dirigen, y nos lo dijeron después. Lo supimos por "
    "la prensa.\n\n## Lo que pedimos\n\n1. **Devuélvanles su puesto** antes de fin de "
    "mes.\n2. Digan en público por qué lo hicieron y a quién consultaron.\n3. Den al personal un "
    "asiento en la mesa.\n\nSi no, muchos nos iremos.\n",
    {"Depende de las personas apartadas; tiene acciones", "Nada más que su puesto",
     "Tiene una oferta de Halden Systems, sin aceptar"},
    {"Si nada cambia: ¿adónde iría de verdad?", "¿Qué le frena de ir a Halden Systems?",
     "¿Se sintió libre?"},
    {{{"Quedarme", "Halden Systems", "Otro lugar"},
      {"Su trabajo no es el nuestro", "El sueldo o el lugar", "Su burocracia",
       "Lealtad a esta casa y a su gente", "Nada"},
      {"Firmé libremente", "Firmé bajo presión", "No firmé, libremente",
       "No firmé, bajo presión"}}},
    {"Ingeniera", "Ingeniero", "Investigadora", "Analista", "Diseñador", "Jefa de equipo",
     "Jurista", "Técnico"}};

const std::array<std::string, 33> kFirst = {
    "Ilvar", "Sanne", "Odil", "Marte", "Bero",   "Cael", "Dunja", "Élian", "Fosco",
    "Gwen",  "Hadia", "Imre", "Jolan", "Kirsa",  "Lúa",  "Mirko", "Noor",  "Ørjan",
    "Pía",   "Quill", "Runa", "Sabé",  "Teodor", "Una",  "Vesna", "Wim",   "Xenia",
    "Ylva",  "Zoran", "Åsa",  "Ciro",  "Delphe", "Emrik"};
const std::array<std::string, 31> kLast = {
    "Kestane",        "Torvane",    "Lindhague",    "Amarant",   "Petitval",    "Salcedor",
    "Brandvik",       "Ostrowen",   "Delacour-Vey", "Firth",     "Galanis-Ory", "Hallorand",
    "Ivarsen",        "Jankova",    "Korrigan",     "Lumbreras", "Mandelo",     "Norquay",
    "Oyelaran-Quist", "Pereval",    "Quenby",       "Rosmarin",  "Sjöwall-Aas", "Tamsin",
    "Ulveson",        "Varga-Lund", "Westerling",   "Ximeno",    "Yarrowby",    "Zelenka",
    "Ébène"};

const std::vector<letter::Cell> kCells = {
    {{"Applied research"}, 184},   {{"Brand", "Communications", "Events"}, 31},
    {{"Data platform"}, 97},       {{"Design"}, 58},
    {{"Finance", "Legal"}, 44},    {{"Infrastructure"}, 126},
    {{"Operations"}, 73},          {{"People and workplace"}, 29},
    {{"Product engineering"}, 127}};

void add_names(Outcome& outcome, const Words& words, std::size_t count) {
  std::vector<std::string> cohorts;
  for (const letter::Cell& cell : kCells) {
    cohorts.insert(cohorts.end(), cell.cohorts.begin(), cell.cohorts.end());
  }
  for (std::size_t i = 0; i < count; ++i) {
    letter::OpenedName opened;
    opened.index = static_cast<std::uint32_t>(2 * i + i % 2);
    opened.readable = i != 200;
    opened.cohort = cohorts[i * 5 % cohorts.size()];
    if (opened.readable) {
      opened.name = kFirst[i % kFirst.size()] + " " + kLast[i * 7 % kLast.size()];
      opened.role = i % 11 == 0 ? "" : words.roles[i * 3 % words.roles.size()];
    }
    outcome.names.push_back(opened);
  }
}

void add_tallies(Outcome& outcome, const Words& words) {
  for (std::size_t q = 0; q < words.answers.size(); ++q) {
    letter::ChoiceTally tally;
    tally.item = q + 1;
    for (std::size_t c = 0; c < kCells.size(); ++c) {
      std::vector<std::uint32_t> counts;
      std::uint32_t left = kCells[c].people * (70 + static_cast<std::uint32_t>(3 * c)) / 100;
      for (std::size_t a = 0; a < words.answers[q].size(); ++a) {
        const auto part =
            static_cast<std::uint32_t>((left * (30 + (7 * c + 11 * a + 5 * q) % 40)) / 100);
        counts.push_back(part);
        left -= part;
      }
      tally.counts.push_back(counts);
    }
    outcome.tallies.choices.push_back(tally);
  }
}

void fill_manifest(letter::Manifest& manifest, const Words& words) {
  manifest.title = words.title;
  manifest.addressee = words.addressee;
  manifest.body = words.body;
  manifest.authors = {{"Ilvar Kestane", words.roles[2], words.stakes[0], {}},
                      {"Åsa Brandvik", words.roles[5], words.stakes[1], {}},
                      {"Noor Lindhague", words.roles[0], words.stakes[2], {}}};
  manifest.roster_size = 769;
  letter::Item signature;
  signature.id = "signature";
  signature.kind = letter::ItemKind::kSignature;
  signature.ladder =
      settlement::Ladder::parse(std::array<std::uint64_t, 3>{100, 300, 500}, 769).value();
  manifest.items = {signature};
  const std::array<std::string, 3> ids = {"destination", "reason", "freedom"};
  for (std::size_t q = 0; q < ids.size(); ++q) {
    letter::Item item;
    item.id = ids[q];
    item.question = words.questions[q];
    item.answers = words.answers[q];
    manifest.items.push_back(item);
  }
  manifest.schedule = {1'899'410'400, 1'899'496'800, 21'600, 4};
  manifest.smallest_cohort = 25;
  manifest.threshold = 2;
  manifest.trustees = {{"Trustee One", {}, {}}, {"Trustee Two", {}, {}}, {"Trustee Three", {}, {}}};
  manifest.issuers = {{"Quorum Post", {}}};
  manifest.registrar = {"Staff council of Meridian Works", {}};
}

}  // namespace

Outcome large_outcome(LetterState state, const std::string& language) {
  const Words& words = language == "fr" ? kFrench : language == "es" ? kSpanish : kEnglish;
  Outcome outcome;
  outcome.manifest.language = language;
  fill_manifest(outcome.manifest, words);
  for (std::size_t i = 0; i < 32; ++i) {
    outcome.fingerprint[i] = static_cast<std::uint8_t>(37 * i + 11);
    outcome.root[i] = static_cast<std::uint8_t>(101 * i + 7);
  }
  outcome.state = state;
  outcome.epochs_complete = state == LetterState::kInProgress ? 1 : 4;
  outcome.closed_at = 1'899'410'400 + 21'600 * outcome.epochs_complete;
  outcome.leaves = state == LetterState::kInProgress ? 793 : 3'124;
  outcome.cells = kCells;
  if (state == LetterState::kInProgress) {
    outcome.next = "Epoch 2 of 4: its 769 entries, then its epoch leaf.";
    return outcome;
  }
  outcome.count = letter::SignatureCount{{84, 247, 61}, {98, 62, 21}};
  outcome.settlement = letter::SettledSignature{2, 331, 3, 512};
  if (state == LetterState::kOpenedCounted) {
    outcome.count = letter::SignatureCount{{31, 96, 140}, {148, 187, 104}};
    outcome.settlement = letter::SettledSignature{0, 0, 2, 335};
  }
  if (state == LetterState::kFailed) {
    outcome.count = letter::SignatureCount{{22, 96, 140}, {41, 37, 60}};
    outcome.settlement = letter::SettledSignature{};
    return outcome;
  }
  if (state == LetterState::kOpenedWithNames) add_names(outcome, words, 331);
  add_tallies(outcome, words);
  return outcome;
}

}  // namespace undersigned::test

package io.tavolo.demo;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What houses and their guests are called. All made up: no house of these names is meant. */
final class Words {
  private static final List<String> HOSTS =
      List.of(
          "da Ettorina",
          "da Ginotto",
          "da Palmira",
          "da Zefiro",
          "da Ombretta",
          "da Teodolinda",
          "da Amilcare",
          "da Cesira",
          "da Fulgenzio",
          "da Iolanda",
          "da Nazzareno",
          "da Ersilia",
          "da Gaspare",
          "da Ortensia",
          "da Libero",
          "da Argentina",
          "da Olindo",
          "da Mafalda",
          "da Clotilde",
          "da Sigismondo",
          "da Fedora",
          "da Aristide");
  private static final List<String> THINGS =
      List.of(
          "della Luna Storta",
          "del Gatto Pigro",
          "dei Sette Cucchiai",
          "della Forchetta Dispari",
          "al Gelso Vecchio",
          "del Mulino Fermo",
          "della Zia Distratta",
          "alla Lanterna Spenta",
          "delle Tre Cicale",
          "del Lupo Sazio",
          "dell'Asino Dotto",
          "del Cappello Verde",
          "alle Due Nebbie",
          "della Sfoglia Sottile",
          "al Portico Lungo",
          "del Merlo Bianco",
          "del Violino Muto",
          "dei Bottoni",
          "della Gallina Felice",
          "al Pozzo Dolce",
          "del Paiolo Nero",
          "della Scala Stretta",
          "al Quinto Arco",
          "dell'Orto Segreto",
          "del Tappo Volante",
          "della Bicicletta Blu",
          "del Mantello Rosso",
          "al Vecchio Tornio",
          "delle Ciliegie Tarde",
          "del Sale Grosso");
  static final List<String> QUIET_THINGS =
      List.of("Lume", "Silenzio", "Inchiostro", "Trapezio", "Mezzogiorno", "Meridiano");
  static final List<String> LOUD_THINGS =
      List.of("Binario", "Gradino", "Fumo", "Vento", "Tamburo", "Specchio");
  static final List<String> SPICES =
      List.of(
          "Cardamomo",
          "Coriandolo",
          "Tamarindo",
          "Zafferano",
          "Pepe Lungo",
          "Sesamo",
          "Cumino",
          "Sommacco");
  static final List<String> JAPANESE =
      List.of("Kumo", "Tsuru", "Yoru", "Mizu", "Hoshi", "Kaze", "Koi", "Nami");
  private static final List<String> MANNERS =
      List.of(
          "Basso",
          "Lento",
          "Sospeso",
          "di Notte",
          "Sottile",
          "Obliquo",
          "di Carta",
          "al Quinto Piano",
          "in Fuga",
          "Blu",
          "Dispari",
          "Ventitré");
  private static final List<String> FIRST_NAMES =
      List.of(
          "Ada", "Bruno", "Chiara", "Dario", "Elena", "Fabio", "Giulia", "Ivan", "Laura", "Marco",
          "Nadia", "Oscar", "Paola", "Rita", "Sara", "Tommaso", "Ugo", "Vera", "Yasmin", "Zeno",
          "Amina", "Chen", "Dmitri", "Femke", "Hiro", "Ines", "Jonas", "Kofi", "Lucie", "Mateo");
  private static final List<String> LAST_NAMES =
      List.of(
          "Alberini",
          "Bonfatti",
          "Cavara",
          "Dalpozzo",
          "Emiliani",
          "Fornasari",
          "Guidotti",
          "Lambertini",
          "Malaguti",
          "Nanni",
          "Orsoni",
          "Pedrelli",
          "Querzoli",
          "Rambaldi",
          "Samoggia",
          "Tarozzi",
          "Ungarelli",
          "Venturoli",
          "Zanasi",
          "Zucchini",
          "Okafor",
          "Lindgren",
          "Moreau",
          "Tanaka",
          "Weber");

  private Words() {}

  /** What houses of a kind may be called, each in full and once. */
  static List<String> houses(String kind) {
    return Stream.concat(HOSTS.stream(), THINGS.stream()).map(name -> kind + " " + name).toList();
  }

  /** Every noun in every manner. */
  static List<String> pairs(List<String> nouns) {
    return nouns.stream()
        .flatMap(noun -> MANNERS.stream().map(manner -> noun + " " + manner))
        .toList();
  }

  /** A guest's first and last name. */
  static String guest(RandomGenerator random) {
    return FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()))
        + " "
        + LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
  }

  /** The text in {@code a-z 0-9} with dashes between the words, as ids have it. */
  static String slug(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }
}

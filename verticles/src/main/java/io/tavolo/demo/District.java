package io.tavolo.demo;

import java.util.List;

/**
 * A part of Bologna: its middle in degrees, how far its houses lie around that, and how many of a
 * hundred houses it has. The streets are made up, the squares too.
 */
enum District {
  CENTRO("Centro", 44.4938, 11.3428, 0.0040, 28),
  SANTO_STEFANO("Santo Stefano", 44.4890, 11.3535, 0.0045, 12),
  SARAGOZZA("Saragozza", 44.4893, 11.3270, 0.0050, 11),
  PORTO("Porto", 44.4985, 11.3290, 0.0045, 12),
  BOLOGNINA("Bolognina", 44.5115, 11.3470, 0.0050, 12),
  SAN_DONATO("San Donato", 44.5055, 11.3680, 0.0060, 8),
  SAN_VITALE("San Vitale", 44.4965, 11.3640, 0.0050, 8),
  MURRI("Murri", 44.4790, 11.3640, 0.0055, 5),
  BORGO("Borgo Panigale", 44.5130, 11.2880, 0.0070, 2),
  SAVENA("Savena", 44.4720, 11.3870, 0.0060, 2);

  static final double SOUTH = 44.44;
  static final double NORTH = 44.54;
  static final double WEST = 11.25;
  static final double EAST = 11.42;

  static final List<String> STREETS =
      List.of(
          "Via dei Gelsi",
          "Via del Mulino Fermo",
          "Vicolo della Neve",
          "Via delle Lucciole",
          "Piazzetta del Gatto",
          "Via dei Tre Portici",
          "Via della Lanterna",
          "Via del Canale Chiuso",
          "Vicolo Buonasera",
          "Via dei Cordai",
          "Via delle Mele Rosse",
          "Piazza dei Carretti",
          "Via del Glicine",
          "Via della Vecchia Filanda",
          "Vicolo dei Sarti",
          "Via dei Quattro Pozzi",
          "Via dell'Orologio Storto",
          "Via della Brina",
          "Strada dei Ciliegi",
          "Via delle Due Fontane",
          "Via del Pane",
          "Via dei Tintori",
          "Vicolo del Tiglio",
          "Piazzetta delle Rondini");

  final String title;
  final double latitude;
  final double longitude;
  final double spread;
  final int weight;

  District(String title, double latitude, double longitude, double spread, int weight) {
    this.title = title;
    this.latitude = latitude;
    this.longitude = longitude;
    this.spread = spread;
    this.weight = weight;
  }
}

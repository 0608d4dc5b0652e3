/* till-demo-names.c: names and addresses as they stand in a practice's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frequent in the United States and from everywhere: with accents, apostrophes, blanks and hyphens,
 * since that is where programs trip.
 */
#include "demo/till-demo-names.h"

/* clang-format off */
const char *const till_demo_first_names[] = {
  "Aaliyah", "Aaron", "Abigail", "Adriana", "Aiden", "Aisha", "Alejandro", "Alexander", "Alice", "Amara",
  "Amelia", "Amir", "Ana", "Andrea", "Andrew", "Angela", "Anh", "Anjali", "Anthony", "Aoife",
  "Arjun", "Ashley", "Ava", "Barbara", "Beatriz", "Benjamin", "Bianca", "Brandon", "Brian", "Caleb",
  "Camila", "Carlos", "Caroline", "Carter", "Charles", "Charlotte", "Chloé", "Christopher", "Claire", "Connor",
  "Daniel", "Daniela", "David", "Deborah", "DeShawn", "Diego", "Dmitri", "Dolores", "Donna", "Dorothy",
  "Eduardo", "Edward", "Elena", "Eleanor", "Elijah", "Elizabeth", "Emily", "Emma", "Eric", "Esther",
  "Ethan", "Eva", "Evelyn", "Fatima", "Félix", "Francisco", "Gabriel", "Gabriela", "George", "Grace",
  "Graham", "Hannah", "Harold", "Hassan", "Heather", "Hiroshi", "Ibrahim", "Imani", "Isaac", "Isabella",
  "Ivan", "Jack", "Jacob", "Jamal", "James", "Jasmine", "Jason", "Javier", "Jennifer", "Jessica",
  "Jin", "Joanna", "John", "Jonathan", "José", "Joseph", "Joshua", "Juan", "Julia", "Karen",
  "Katherine", "Keiko", "Kevin", "Kwame", "Lakshmi", "Lars", "Latoya", "Laura", "Leila", "Leo",
  "Liam", "Linda", "Logan", "Lucas", "Lucía", "Luis", "Luna", "Madison", "Malik", "Marcus",
  "Margaret", "María", "Mark", "Mary", "Mason", "Mateo", "Matthew", "Mei", "Mia", "Michael",
  "Miguel", "Minh", "Mohammed", "Monique", "Nadia", "Natalie", "Nathan", "Nia", "Nicholas", "Noah",
  "Noor", "Nora", "Oleksandr", "Olga", "Oliver", "Olivia", "Oscar", "Owen", "Pamela", "Patricia",
  "Patrick", "Paul", "Penelope", "Peter", "Priya", "Quinn", "Rachel", "Rafael", "Raj", "Ramón",
  "Rebecca", "Renée", "Richard", "Robert", "Rosa", "Ruth", "Ryan", "Samantha", "Samuel", "Sandra",
  "Sanjay", "Santiago", "Sarah", "Sean", "Sebastián", "Seo-yeon", "Shira", "Siobhán", "Sofía", "Sophie",
  "Stephen", "Steven", "Susan", "Svetlana", "Tamika", "Tariq", "Teresa", "Terrence", "Thanh", "Theodore",
  "Thomas", "Tuấn", "Tyler", "Uma", "Valentina", "Victor", "Victoria", "Vikram", "Walter", "Wei",
  "Wendy", "William", "Xavier", "Ximena", "Yara", "Yasmin", "Yuki", "Yusuf", "Zachary", "Zainab",
  "Zoe", "Zoë",
  NULL,
};

const char *const till_demo_last_names[] = {
  "Abbott", "Abdi", "Adams", "Adeyemi", "Aguilar", "Ahmed", "Alexander", "Ali", "Allen", "Álvarez",
  "Anderson", "Bailey", "Baker", "Barnes", "Begay", "Bell", "Bennett", "Bernard", "Bianchi", "Bouchard",
  "Boyd", "Brooks", "Brown", "Bryant", "Butler", "Campbell", "Carter", "Castillo", "Chang", "Chaudhry",
  "Chen", "Chávez", "Clark", "Cohen", "Coleman", "Collins", "Cook", "Cooper", "Cruz", "Cyr",
  "D’Amico", "D'Angelo", "Davis", "De la Cruz", "Delgado", "Desjardins", "Díaz", "Dubois", "Edwards", "Eriksson",
  "Espinoza", "Evans", "Feldman", "Fernández", "Fisher", "Fitzgerald", "Flores", "Foster", "Friedman", "Gagnon",
  "Garcia", "García", "Goldberg", "Gómez", "González", "Gray", "Green", "Griffin", "Gupta", "Gutiérrez",
  "Haddad", "Hall", "Hansen", "Harris", "Hassan", "Hayes", "Henderson", "Hernández", "Hill", "Hoang",
  "Howard", "Huang", "Hughes", "Hussein", "Ibáñez", "Ivanova", "Jackson", "Jiménez", "Johnson", "Jones",
  "Jordan", "Kang", "Kapoor", "Kaplan", "Kelly", "Khan", "Kim", "King", "Kowalski", "Kumar",
  "Lavoie", "Lê", "Lee", "Levesque", "Lewis", "Li", "Lim", "Liu", "Long", "López",
  "MacDonald", "Malik", "Martin", "Martínez", "McCarthy", "McDonald", "McKinney", "Medina", "Mehta", "Mendoza",
  "Miller", "Mitchell", "Moore", "Morales", "Morgan", "Morin", "Morris", "Müller", "Muñoz", "Murphy",
  "Nakamura", "Nelson", "Nguyen", "Nguyễn", "Novak", "Núñez", "O'Brien", "O’Connor", "O'Neill", "O'Sullivan",
  "Okafor", "Olsen", "Ortiz", "Osei", "Ouellette", "Owens", "Park", "Parker", "Patel", "Pelletier",
  "Pérez", "Perry", "Petersen", "Peterson", "Phan", "Phillips", "Powell", "Price", "Ramirez", "Ramos",
  "Reed", "Reyes", "Reynolds", "Richardson", "Rivera", "Roberts", "Robinson", "Rodríguez", "Rogers", "Rosenberg",
  "Ross", "Russell", "Ryan", "Salazar", "Sánchez", "Sanders", "Santos", "Schmidt", "Schneider", "Scott",
  "Shah", "Shapiro", "Sharma", "Simmons", "Singh", "Smith", "Smith-Jones", "St. Pierre", "Stewart", "Sullivan",
  "Svensson", "Takahashi", "Tanaka", "Taylor", "Thibodeau", "Thomas", "Thompson", "Torres", "Tran", "Trần",
  "Turner", "Valdez", "Van Dyke", "Vargas", "Vásquez", "Walker", "Wallace", "Wang", "Ward", "Washington",
  "Watson", "White", "Williams", "Wilson", "Wong", "Wood", "Wright", "Wu", "Yamamoto", "Yang",
  "Young", "Yilmaz", "Zhang", "Zimmerman", "Żukowski",
  NULL,
};
/* clang-format on */

const char *const till_demo_streets[TILL_DEMO_N_STREETS] = {
  "Alder Street",     "Birch Lane",    "Congress Avenue", "Depot Road",     "Elm Street",
  "Fern Hollow Road", "Harbor Street", "Juniper Court",   "Mill Pond Road", "Oak Ridge Drive",
};

const char *const till_demo_towns[TILL_DEMO_N_TOWNS] = {
  "Portland, ME 04101", "South Portland, ME 04106", "Westbrook, ME 04092",
  "Falmouth, ME 04105", "Scarborough, ME 04074",
};

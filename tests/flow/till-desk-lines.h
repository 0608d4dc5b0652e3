/* till-desk-lines.h: the front desk, and the ledger's lines of another program that it takes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "demo/till-demo-files.h"
#include "till-desk-books.h"

G_BEGIN_DECLS

/* A line as the other program has it, on a day so many days ago. */
typedef struct
{
  guint       number;
  char        type;
  int         days;
  const char *patient;
  const char *guarantor;
  const char *amount;
  const char *status;
  int         aged; /* the day of its age, likewise; 0: it has none of its own */
  const char *estimate;
  const char *paid; /* of the estimate */
} Line;

#define PEOPLE                                                                                     \
  PATIENTS_HEAD "8001,Ng,Lea,1984-01-02,555-0155,,8001\n"                                          \
                "8002,Ng,Tim,2015-03-04,,,8001\n"                                                  \
                "8003,Stone,Olive,1979-05-06,555-0101,,8003\n"

#define LINES_N_OCTOBER 7

/* The family's total is $300, of which the insurance may pay $50; Olive's is a credit of $20. */
extern const Line lines_october[LINES_N_OCTOBER];

#define LINES_OCTOBER_NG "0 24000 0 6000 0 5000"

/* In the desk's folder; its path. */
char *lines_write (Desk *desk, const char *name, const Line *lines, gsize n_lines);

#define LINES_WRITE(desk, name, lines) lines_write (desk, name, lines, G_N_ELEMENTS (lines))

/* Must work. */
void lines_take_in (Desk *desk, const char *path);

/* The desk with its patients, and the ledger of October. */
Desk *lines_desk_of_october (void);

/* What each family's ledger, as it is shown, comes to is what it owes. */
void lines_assert_hold (Desk *desk);

/* A file of the demo's and its answer key; @path: (out) */
JsonParser *lines_write_demo (Desk *desk, TillDemoLayout layout, guint n_families, char **path);
void        lines_take_in_patients (Desk *desk, guint n_families);

G_END_DECLS

/* till-desk-books.h: the front desk, and the files of another program that it takes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-book-import.h"
#include "till-desk.h"

G_BEGIN_DECLS

#define BOOKS_HEAD                                                                                 \
  "guarantor_patnum,guarantor,WirelessPhone,Email,bal_0_30,bal_31_60,bal_61_90,bal_over_90,"       \
  "pending_insurance_estimate,balance_total\n"
#define PATIENTS_HEAD "PatNum,LName,FName,Birthdate,WirelessPhone,Email,Guarantor\n"
#define BOOKS_OCTOBER                                                                              \
  BOOKS_HEAD                                                                                       \
  "97001,\"Stone, Olive\",555-0101,olive@example.com,100.00,50.00,0,25.00,40.00,175.00\n"          \
  "97002,\"Müller-Lüdenscheidt, Ottilie\",,,0,0,0,-30.00,0,-30.00\n"                             \
  "97003,\"Chen, Wei\",555-0103,,10.00,0,0,0,0,10.00\n"
#define BOOKS_NOVEMBER                                                                             \
  BOOKS_HEAD                                                                                       \
  "97001,\"Stone-Reed, Olive\",555-0199,olive@example.com,0,100.00,50.00,25.00,0,175.00\n"         \
  "97003,\"Chen, Wei\",555-0103,,10.00,0,0,0,0,10.00\n"                                            \
  "97004,\"New, Nora\",,,1.00,0,0,0,0,1.00\n"

#define SHOWN "(SELECT id FROM editions WHERE state = 'shown')"

/* In the desk's folder; its path. */
char *books_write_file (Desk *desk, const char *name, const char *text);

/* Must work. */
TillBookImport *books_look_at (Desk *desk, const char *path);
gboolean        books_take_in (TillBookImport *import, GCancellable *cancellable, GError **error);
void            books_assert_imports (Desk *desk, const char *name, const char *text);
void            books_undo (Desk *desk);

void books_assert_counts (TillBookImport *import,
                          guint           n_new,
                          guint           n_changed,
                          guint           n_same,
                          guint           n_gone);

/* What who has the number owes: the ages, the credit and the insurance in cents, as in
 * "100 50 0 25 0 40", or "" for nothing. */
void books_assert_balance (Desk *desk, const char *number, const char *expected);

/* Patients that a person finds by @text. */
guint books_count_found (Desk *desk, const char *text);

/* All that a person could see of an import, and all that could be left of one. */
char *books_dump (Desk *desk);

/* As an earlier version has imported them. */
#define BOOKS_NOT_KEPT "DELETE FROM book_import_pieces; UPDATE book_imports SET n_pieces = 0"

/* Damage, or what an earlier version would have left: statements, behind the program's back. */
void books_change (Desk *desk, const char *sql);

/* In cash, and posted. */
void books_pay (Desk *desk, const char *number, gint64 cents);

G_END_DECLS

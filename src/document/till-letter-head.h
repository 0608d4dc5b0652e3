/* till-letter-head.h: who writes, above what a patient is handed, and what it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-records.h"

G_BEGIN_DECLS

/* Name, address and phone at the left, @title at the right, a rule below. Points; returns where
 * what comes next begins. */
double till_letter_head_draw (TillSheet               *sheet,
                              const TillPracticeFacts *practice,
                              const char              *title,
                              double                   margin,
                              double                   top);

G_END_DECLS

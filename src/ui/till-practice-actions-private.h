/* till-practice-actions-private.h: what the files of the actions share: the window, toasts, errors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-export.h"
#include "ui/till-practice-actions.h"
#include "ui/till-printing.h"
#include "ui/widgets/till-table-export.h"

G_BEGIN_DECLS

/* Kept by the action group; the window outlives it. g_rc_box_acquire() while something is under
 * way. */
typedef struct
{
  TillPractice    *practice; /* owned */
  GtkWindow       *window;   /* weak */
  AdwToastOverlay *toasts;   /* weak */
  GActionGroup    *group;    /* borrowed: it owns this */
  gulong           news_handler;
  guint            n_staying; /* toasts that wait to be closed */
} TillActionContext;

void till_action_context_unref (gpointer context);

/* The dialog in front, so that what it asks for does not come up behind it. */
GtkWindow *till_action_front (TillActionContext *self);

void till_action_say (TillActionContext *self, const char *words);
/* With a button on it: its "button-clicked" is the caller's. NULL: the window is gone. */
AdwToast *till_action_offer (TillActionContext *self, const char *words, const char *button);

/* Stays until it is closed, for who may be away from the desk; what else is said meanwhile goes
 * before it. @button: nullable. NULL: the window is gone. */
AdwToast *till_action_tell (TillActionContext *self, const char *words, const char *button);

void till_action_show_error (TillActionContext *self, const char *title, const GError *error);

/* Actions are looked for upwards in one window only: a dialog needs them too. */
void till_action_present (TillActionContext *self, GtkWidget *dialog);

/* ── Files (till-action-files.c) ── */

/* Modal, in the folder that the desktop has for such files. */
GtkFileChooserNative *till_action_new_chooser (TillActionContext   *self,
                                               const char          *title,
                                               GtkFileChooserAction action,
                                               const char          *accept,
                                               GUserDirectory       place);

/* Likewise, to open a file of others: what ends with one of @suffixes (ended by NULL) goes by
 * @kinds, and any other file can be chosen too. */
GtkFileChooserNative *till_action_new_opener (TillActionContext *self,
                                              const char        *title,
                                              const char        *kinds,
                                              const char *const *suffixes);

/* The path of what was chosen in it, or NULL; and @chooser goes. */
char *till_action_take_path (GtkNativeDialog *chooser, int response);

/* Writes @bytes, for this user alone to read, and says that it is saved, or under the title @failed
 * why not. */
void till_action_write (TillActionContext *self, GFile *file, GBytes *bytes, const char *failed);

/* Asks for a printer, or says under the title @failed why it can't. The window is there. */
void till_action_print (TillActionContext *self, GBytes *pdf, const char *name, const char *failed);
/* Likewise; then @printed, once, whatever comes of it. */
void till_action_print_then (TillActionContext *self,
                             GBytes            *pdf,
                             const char        *name,
                             const char        *failed,
                             TillPrinted        printed,
                             gpointer           user_data);

/* ── Exports (till-export-actions.c) ── */

/* What is said of one. The texts are marked with N_. */
typedef struct
{
  const char *making;
  const char *waiting; /* while it is not known how many rows there are; NULL: it looks for them */
  const char *choose;
  const char *not_saved;
  const char *not_printed;
  const char *not_noted; /* that it was printed; NULL, like say_printed: nothing is said of it */
  char *(*say_progress) (guint n_done, guint n_rows);
  char *(*say_saved) (guint n_rows, const char *name);
  char *(*say_printed) (guint n_rows);
} TillExportWords;

/* Asks for a file or a printer, with a progress that can be given up. @export is taken; NULL:
 * @error says why. @how: TILL_EXPORT_AS_… */
void till_action_run_export (TillActionContext *self,
                             TillExport *export,
                             const char            *how,
                             const TillExportWords *words,
                             const GError          *error);

/* save-filter ((sss)), rename-filter ((sx)), change-filter ((sxs)), delete-filter ((sx)),
 * default-filter ((sx)), export-filters ((sx)), import-filters. */
void till_filter_actions_add (TillActionContext *self, GActionMap *map);

/* Tells what became of the attempts that no dialog follows any more. */
void till_attempt_news_add (TillActionContext *self);

/* import-bank-file, match-bank-line (x), unmatch-bank-line (x), take-back-bank-file (x). */
void till_bank_actions_add (TillActionContext *self, GActionMap *map);

/* import-books, undo-import-books, imported-files. */
void till_book_actions_add (TillActionContext *self, GActionMap *map);

/* bulk-request (ax): ids of guarantors; show-bulk-request; bulk-results (x: the bulk, or 0). */
void till_bulk_actions_add (TillActionContext *self, GActionMap *map);

/* open-phones, open-outbox: of a demo whose sandbox runs. */
void till_demo_actions_add (TillActionContext *self, GActionMap *map);

/* edit-card (x), make-card-primary (x), make-card-backup (x), delete-card (x): of a card on file.
 */
void till_card_actions_add (TillActionContext *self, GActionMap *map);

/* explain-deposit (x). */
void till_deposit_actions_add (TillActionContext *self, GActionMap *map);

/* export (TILL_EXPORT_ACTION_TYPE), export-report (TILL_EXPORT_REPORT_ACTION_TYPE). */
void till_export_actions_add (TillActionContext *self, GActionMap *map);

/* add-charge (x), add-adjustment (x): of the patient; take-back-entry (x), allocate (x). */
void till_ledger_actions_add (TillActionContext *self, GActionMap *map);

/* edit-patient (x), change-guarantor (x), merge-records (x), undo-merge (x: the merge). */
void till_patient_actions_add (TillActionContext *self, GActionMap *map);

/* new-plan (x: any of the family, or 0); of a plan (x): authorize-plan, attach-plan-scan, and while
 * it is not signed print-plan-agreement, save-plan-agreement; save-plan-document (x: the document).
 */
void till_new_plan_actions_add (TillActionContext *self, GActionMap *map);

/* pay-plan, settle-plan, plan-paid, pause-plan, resume-plan, cancel-plan, change-plan-card (x: the
 * plan); pay-installment, installment-paid, skip-installment ((xx): the plan, and which). */
void till_plan_actions_add (TillActionContext *self, GActionMap *map);

/* change-plan-terms, change-plan-payer, change-plan-card, withdraw-plan-terms (x: the plan). */
void till_plan_terms_actions_add (TillActionContext *self, GActionMap *map);

/* request (x: any of the family, or 0); request-again, resend-request, copy-link,
 * show-request-code, request-paid, cancel-request (x: the request). */
void till_request_actions_add (TillActionContext *self, GActionMap *map);

/* print-statements (ax): ids of guarantors. */
void till_statement_actions_add (TillActionContext *self, GActionMap *map);

/* snooze (ax), end-snooze (ax): ids of guarantors. */
void till_snooze_actions_add (TillActionContext *self, GActionMap *map);

G_END_DECLS

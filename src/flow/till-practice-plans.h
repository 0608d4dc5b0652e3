/* till-practice-plans.h: payment plans at the desk: made, agreed on, and their papers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan is made pending. Whoever pays agrees to it by a signature, then or later: only then is
 * anything due.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-account.h"
#include "model/till-plan-document.h"
#include "model/till-plan.h"
#include "model/till-signature.h"

G_BEGIN_DECLS

/* ── Made ── */

/* What a new plan begins with. */
typedef struct
{
  TillPatient *patient; /* whom it is for */
  TillAccount *account; /* of who pays */
  GPtrArray   *plans;   /* TillPlan: theirs that are not over, the newest first */
} TillPlanBeginning;

void till_plan_beginning_free (TillPlanBeginning *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanBeginning, till_plan_beginning_free)

/* @patient_id: any of the family. TILL_ERROR_NOT_FOUND. (full) */
void               till_practice_begin_plan_async (TillPractice       *self,
                                                   gint64              patient_id,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
TillPlanBeginning *till_practice_begin_plan_finish (TillPractice *self,
                                                    GAsyncResult *result,
                                                    GError      **error);

/* All borrowed. */
typedef struct
{
  const char   *uuid; /* the same when it is tried again */
  gint64        guarantor_id;
  gint64        patient_id;
  const char   *what_for; /* or NULL */
  gint64        card_id;  /* 0: none yet */
  TillPlanTerms terms;
} TillPlanOrder;

/* Pending. TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER, TILL_ERROR_NOT_ALLOWED. */
void till_practice_make_plan_async (TillPractice        *self,
                                    const TillPlanOrder *order,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* Returns: its id; 0 on an error. */
gint64 till_practice_make_plan_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* ── The agreement ── */

/* What is agreed to. */
typedef struct
{
  TillPlan        *plan;       /* of a draft: not in the books */
  TillPlanVersion *version;    /* the newest */
  char            *card;       /* "Visa ••••4242", or NULL: there is none */
  char            *facts;      /* what else it says by names and settings: to be compared */
  gint64           n_standing; /* installments that were paid before, or stay owed */
  GArray          *left; /* TillPlanPart, that only go over to another card; NULL: by its terms */
  GBytes          *pdf;
} TillPlanPaper;

void till_plan_paper_free (TillPlanPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanPaper, till_plan_paper_free)

/* As it will be, to be looked at: nothing is written. */
void till_practice_draft_agreement_async (TillPractice        *self,
                                          const TillPlanOrder *order,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
/* To be signed: of the newest terms. TILL_ERROR_NOT_ALLOWED: they are authorized already. */
void           till_practice_open_agreement_async (TillPractice       *self,
                                                   gint64              plan_id,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
TillPlanPaper *till_practice_agreement_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* ── Scans ── */

typedef struct
{
  GBytes            *bytes;
  TillDocumentFormat format;
  char              *name; /* of the file, for the screen */
} TillPlanScan;

void till_plan_scan_free (TillPlanScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanScan, till_plan_scan_free)

/* Looked at, not kept yet. TILL_ERROR_BAD_INPUT with a sentence: it is no scan, or too large. */
void          till_practice_read_scan_async (TillPractice       *self,
                                             const char         *path,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TillPlanScan *till_practice_read_scan_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

/* ── Authorized ── */

/* All borrowed. */
typedef struct
{
  const TillPlanPaper *paper;         /* that was shown: no other terms and no other card */
  TillAuthorized       how;           /* on paper or on the screen */
  const char          *name;          /* who signed */
  const TillSignature *signature;     /* on the screen, drawn; NULL: the name is typed */
  const TillPlanScan  *scan;          /* of the paper; NULL: later, or never */
  TillMoney            to_pay;        /* of one that is sent to be accepted by that … */
  gint64               to_pay_number; /* … part of it; 0: the down payment */
  gboolean             in_short;      /* what is sent has only its terms */
} TillPlanSigning;

/* The terms are in force, and the agreement is kept as it was agreed on, in one commit with the
 * scan. TILL_ERROR_NOT_ALLOWED: the terms or the card have changed since they were shown, or
 * another paper of the plan is being kept. */
void till_practice_authorize_plan_async (TillPractice          *self,
                                         const TillPlanSigning *signing,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);

/* Of a plan that was authorized before: beside the agreement. */
void till_practice_attach_scan_async (TillPractice       *self,
                                      gint64              plan_id,
                                      const TillPlanScan *scan,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

/* Of both. */
gboolean till_practice_keep_papers_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* ── New terms ── */

/* All borrowed. */
typedef struct
{
  gint64        plan_id;
  TillPlanOffer offer;
  gboolean      is_worse; /* who pays has to agree: as it was said beforehand */
} TillPlanChange;

/* Worse ones, and all of a plan that is pending, are offered: to be authorized as a new plan is.
 * Others are in force at once, and their agreement is kept, in one commit. TILL_ERROR_BAD_INPUT;
 * TILL_ERROR_NOT_ALLOWED: an installment is just being charged, or what is left is not what it was,
 * or the terms are not as it was said. */
void till_practice_change_terms_async (TillPractice         *self,
                                       const TillPlanChange *change,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* What was offered is not to be authorized any more: what is in force stays.
 * TILL_ERROR_NOT_ALLOWED. */
void till_practice_withdraw_terms_async (TillPractice       *self,
                                         gint64              plan_id,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);

/* Of both. */
gboolean till_practice_change_terms_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* ── Papers ── */

/* A few rows, read at once. (element-type TillPlanDocument) (full) */
GPtrArray *till_practice_list_plan_documents (TillPractice *self, gint64 plan_id, GError **error);

/* TILL_ERROR_NOT_FOUND; TILL_ERROR_STORE: it is not whole any more. */
void till_practice_read_plan_document_async (TillPractice       *self,
                                             gint64              id,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
/* @name: what a file of it is called, or NULL. (full) */
GBytes *till_practice_read_plan_document_finish (TillPractice *self,
                                                 GAsyncResult *result,
                                                 char        **name,
                                                 GError      **error);

G_END_DECLS

/* till-test-util.h: what tests of every layer need: waiting, a folder of their own, the sandbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waiting: the main context turns until it is so. There is no fixed sleep, and what never comes
 * fails the test after a minute, by name.
 */
typedef gboolean (*TillTestCondition) (gpointer data);

void till_test_wait_for (TillTestCondition condition, gpointer data);

#define till_test_wait_until(condition)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    TillTestWait *wait_ = till_test_wait_begin (G_STRLOC, #condition);                             \
    while (!(condition))                                                                           \
      till_test_wait_turn (wait_);                                                                 \
    till_test_wait_end (wait_);                                                                    \
  }                                                                                                \
  G_STMT_END

typedef struct _TillTestWait TillTestWait;

TillTestWait *till_test_wait_begin (const char *where, const char *what);
void          till_test_wait_turn (TillTestWait *wait);
void          till_test_wait_end (TillTestWait *wait);

/* A callback for any async call: keeps the result in the GAsyncResult * that @slot points to. */
void till_test_keep_result (GObject *source, GAsyncResult *result, gpointer slot);

/* Waits for it. Free with g_object_unref(). */
GAsyncResult *till_test_wait_result (GAsyncResult **slot) G_GNUC_WARN_UNUSED_RESULT;

/* An empty folder that is removed, with all in it, when the program ends. */
char *till_test_temp_dir (void) G_GNUC_WARN_UNUSED_RESULT;

void till_test_remove_tree (const char *path);

/* A program or file of the build, or of the source, as in "src/sandbox/till-sandbox". */
char *till_test_build_path (const char *place) G_GNUC_WARN_UNUSED_RESULT;
char *till_test_source_path (const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* A till-sandbox of the test's own, on a free port of 127.0.0.1. */
typedef struct _TillTestSandbox TillTestSandbox;

/* @data: its file. @arguments: further ones, or NULL. Waits until it answers. */
TillTestSandbox *till_test_spawn_sandbox (const char *data, const char *const *arguments);

const char *till_test_sandbox_get_address (
  TillTestSandbox *self); /* "http://127.0.0.1:…", no slash */
const char  *till_test_sandbox_get_key (TillTestSandbox *self);
GSubprocess *till_test_sandbox_get_process (TillTestSandbox *self);

/* Ends it by closing its parent's pipe, waits, and demands that it ended well (no leak, no crash).
 */
void till_test_sandbox_free (TillTestSandbox *self);

/* Ends it as a power cut would. */
void till_test_sandbox_kill (TillTestSandbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTestSandbox, till_test_sandbox_free)

G_END_DECLS

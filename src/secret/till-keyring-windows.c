/* till-keyring-windows.c: the keyring of the system, by the Windows Credential Manager
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its calls are quick and local, so they are made at once and answered through the task all the
 * same.
 */
#include "secret/till-keyring-private.h"

#include <windows.h>

/* Needs the above. */
#include <wincred.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

static gunichar2 *
make_target (const char *practice, const char *name)
{
  g_autofree char *target = g_strdup_printf ("org.practicetill.Till/%s/%s", practice, name);

  return g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);
}

static void
return_no_keyring (GTask *task, DWORD code)
{
  g_autofree char *message = g_win32_error_message ((gint) code);

  g_task_return_new_error (
    task, TILL_ERROR, TILL_ERROR_NO_KEYRING,
    _ (
      "The Windows Credential Manager can't be used, so keys and passwords last only until Till is "
      "closed. (%s)"),
    message);
}

void
till_keyring_system_look_up (const char *practice, const char *name, GTask *task)
{
  g_autofree gunichar2 *target = make_target (practice, name);
  CREDENTIALW          *credential = NULL;
  DWORD                 code;

  if (CredReadW ((const WCHAR *) target, CRED_TYPE_GENERIC, 0, &credential))
    {
      g_task_return_pointer (
        task, g_strndup ((const char *) credential->CredentialBlob, credential->CredentialBlobSize),
        (GDestroyNotify) till_keyring_wipe);
      SecureZeroMemory (credential->CredentialBlob, credential->CredentialBlobSize);
      CredFree (credential);
      return;
    }

  code = GetLastError ();
  if (code == ERROR_NOT_FOUND)
    g_task_return_pointer (task, NULL, NULL);
  else
    return_no_keyring (task, code);
}

/* 0, or why not. */
static DWORD
write_credential (gunichar2 *target, const char *label, const char *secret)
{
  g_autofree gunichar2 *comment = g_utf8_to_utf16 (label, -1, NULL, NULL, NULL);
  g_autofree char      *blob = g_strdup (secret);
  CREDENTIALW           credential = { 0 };
  DWORD                 code;

  credential.Type = CRED_TYPE_GENERIC;
  credential.TargetName = (WCHAR *) target;
  credential.Comment = (WCHAR *) comment;
  credential.CredentialBlob = (BYTE *) blob;
  credential.CredentialBlobSize = (DWORD) strlen (blob);
  credential.Persist = CRED_PERSIST_LOCAL_MACHINE;
  code = CredWriteW (&credential, 0) ? 0 : GetLastError ();
  SecureZeroMemory (blob, strlen (secret));

  return code;
}

void
till_keyring_system_store (const char *practice,
                           const char *name,
                           const char *label,
                           const char *secret,
                           GTask      *task)
{
  g_autofree gunichar2 *target = make_target (practice, name);
  DWORD                 code = 0;

  if (secret != NULL)
    code = write_credential (target, label, secret);
  else if (!CredDeleteW ((const WCHAR *) target, CRED_TYPE_GENERIC, 0))
    code = GetLastError ();

  if (code == 0 || (secret == NULL && code == ERROR_NOT_FOUND))
    g_task_return_boolean (task, TRUE);
  else
    return_no_keyring (task, code);
}

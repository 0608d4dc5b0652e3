/* till-db-file-unix.c: files as POSIX systems have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixmounts.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define FUSE_MAGIC 0x65735546

/* statfs(2)'s f_type of what other machines may write to, too (linux/magic.h and the systems' own).
 */
static const gint64 shared_magics[] = {
  0x6969,              /* NFS */
  0x517b,              /* SMB */
  0xfe534d42,          /* SMB 2 */
  0xff534d42,          /* CIFS */
  0x564c,              /* NetWare */
  0x01021997,          /* 9P */
  0x5346414f,          /* AFS */
  0x6b414653,          /* kAFS */
  0x73757245,          /* Coda */
  0x00c36400,          /* Ceph */
  0x0bd00bd0,          /* Lustre */
  0x01161970,          /* GFS2 */
  0x7461636f,          /* OCFS2 */
  0x47504653,          /* GPFS */
  0x786f4256,          /* VirtualBox's shared folders */
  (gint64) 0xbacbacbc, /* VMware's */
};

/* Of FUSE's many, those that reach over the network; ntfs-3g and the like are disks of this
 * machine. */
static const char *const shared_fuse_types[] = {
  "fuse.sshfs",
  "fuse.rclone",
  "fuse.davfs",
  "fuse.davfs2",
  "fuse.gvfsd-fuse",
  "fuse.s3fs",
  "fuse.smbnetfs",
  "fuse.curlftpfs",
  "fuse.glusterfs",
  "fuse.ceph",
  "fuse.vmhgfs-fuse",
  "fuse.onedriver",
  "fuse.google-drive-ocamlfuse",
  NULL,
};

static int
open_private (const char *path, int flags)
{
  return g_open (path, flags | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

gboolean
till_db_file_create_private (const char *path, GError **error)
{
  int file = open_private (path, O_RDWR | O_CREAT | O_EXCL);

  if (file < 0)
    {
      till_db_set_system_error (error, errno, path);
      return FALSE;
    }

  return g_close (file, error);
}

gboolean
till_db_file_make_private_folder (const char *path, GError **error)
{
  if (g_mkdir (path, S_IRWXU) == 0 || errno == EEXIST)
    return TRUE;

  till_db_set_system_error (error, errno, path);

  return FALSE;
}

gboolean
till_db_file_can_write (const char *path)
{
  return faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

gboolean
till_db_file_type_is_shared (gint64 magic, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared_magics); i++)
    if (shared_magics[i] == (magic & 0xffffffff))
      return TRUE;

  return magic == FUSE_MAGIC && type != NULL && g_strv_contains (shared_fuse_types, type);
}

gboolean
till_db_file_is_shared (const char *path)
{
  struct statfs    status;
  const char      *type = NULL;
  gboolean         shared;
  GUnixMountEntry *mount = NULL;

  /* What can't be asked is refused by the opening itself, with a better reason. */
  if (statfs (path, &status) != 0)
    return FALSE;

  if (status.f_type == FUSE_MAGIC)
    mount = g_unix_mount_for (path, NULL);
  if (mount != NULL)
    type = g_unix_mount_get_fs_type (mount);

  shared = till_db_file_type_is_shared ((gint64) status.f_type, type);
  g_clear_pointer (&mount, g_unix_mount_free);

  return shared;
}

/* fsync of a file or a folder. */
static gboolean
synchronise (const char *path, GError **error)
{
  int      file = open_private (path, O_RDONLY);
  gboolean synchronised = file >= 0 && fsync (file) == 0;
  int      number = errno;

  if (file >= 0)
    close (file);
  if (!synchronised)
    till_db_set_system_error (error, number, path);

  return synchronised;
}

gboolean
till_db_file_replace (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!synchronise (from, error))
    return FALSE;

  if (g_rename (from, to) != 0)
    {
      till_db_set_system_error (error, errno, to);
      return FALSE;
    }

  return synchronise (folder, error);
}

char *
till_db_file_resolve (const char *path)
{
  char            *resolved = realpath (path, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  char            *result;

  if (resolved == NULL)
    {
      /* The file is yet to be made; its folder is there. */
      folder = g_path_get_dirname (path);
      name = g_path_get_basename (path);
      resolved = realpath (folder, NULL);
      result = resolved != NULL ? g_build_filename (resolved, name, NULL)
                                : g_canonicalize_filename (path, NULL);
    }
  else
    {
      result = g_strdup (resolved);
    }
  free (resolved);

  return result;
}

gboolean
till_db_file_error_is_full (int number)
{
  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

gboolean
till_db_file_error_is_read_only (int number)
{
  return number == EACCES || number == EPERM || number == EROFS;
}

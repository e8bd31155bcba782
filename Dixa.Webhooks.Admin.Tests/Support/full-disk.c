/*
 * Files in the folder FULL_DISK cannot grow, as on a full disk, except those whose names end with FULL_DISK_ALLOWS. The free space is reported as 0, or as it is
 * if FULL_DISK_HIDDEN is set. Loaded into the application with LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int is_inside(const char *path)
{
    const char *folder = getenv("FULL_DISK");
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_refused(int file, off_t end)
{
    char link[64], path[4096];
    struct stat now;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
    {
        return 0;
    }

    path[length] = 0;
    const char *allowed = getenv("FULL_DISK_ALLOWS");
    if (allowed != NULL && (size_t)length > strlen(allowed) && strcmp(path + length - strlen(allowed), allowed) == 0)
    {
        return 0;
    }

    return is_inside(path) && fstat(file, &now) == 0 && S_ISREG(now.st_mode) && end > now.st_size;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    off_t at = lseek(file, 0, SEEK_CUR);
    if (at >= 0 && is_refused(file, at + (off_t)count))
    {
        errno = ENOSPC;
        return -1;
    }

    return next(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    if (is_refused(file, at + (off_t)count))
    {
        errno = ENOSPC;
        return -1;
    }

    return next(file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    return pwrite64(file, bytes, count, at);
}

int statvfs64(const char *path, struct statvfs64 *found)
{
    int (*next)(const char *, struct statvfs64 *) = dlsym(RTLD_NEXT, "statvfs64");
    int result = next(path, found);
    if (result == 0 && is_inside(path) && getenv("FULL_DISK_HIDDEN") == NULL)
    {
        found->f_bavail = found->f_bfree = 0;
    }

    return result;
}

int statvfs(const char *path, struct statvfs *found)
{
    return statvfs64(path, (struct statvfs64 *)found);
}

int statfs64(const char *path, struct statfs64 *found)
{
    int (*next)(const char *, struct statfs64 *) = dlsym(RTLD_NEXT, "statfs64");
    int result = next(path, found);
    if (result == 0 && is_inside(path) && getenv("FULL_DISK_HIDDEN") == NULL)
    {
        found->f_bavail = found->f_bfree = 0;
    }

    return result;
}

int statfs(const char *path, struct statfs *found)
{
    return statfs64(path, (struct statfs64 *)found);
}

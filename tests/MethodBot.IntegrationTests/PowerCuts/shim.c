/* Loaded before the C library (LD_PRELOAD): writes down, in the order in which they happen, what a program writes to the files of a
   store, what it syncs, and what it begins to send. A record is: kind (1 byte), length of the file's name (4), offset (8), length of
   the data (8), name, data; numbers as the machine has them. Kinds: W write, T truncate (the offset is the new length), S sync,
   U unlink, N the beginning of what is sent to somebody. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
#define SENT 4096

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static const char *names[FILES];
static int trace = -1;

static const char *stored(const char *path)
{
    static const char *const kinds[] = { "methodbot.db", "methodbot.db-wal", "methodbot.db-journal" };
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i]) == 0)
            return kinds[i];
    return NULL;
}

static const char *of(int fd)
{
    return fd >= 0 && fd < FILES ? names[fd] : NULL;
}

static void put(const void *data, size_t length)
{
    for (const char *next = data; length > 0;) {
        long written = syscall(SYS_write, trace, next, length);
        if (written <= 0)
            abort();
        next += written;
        length -= (size_t)written;
    }
}

/* The gate is held. */
static void record(char kind, const char *name, int64_t offset, const void *data, int64_t length)
{
    if (trace < 0) {
        const char *path = getenv("METHODBOT_TRACE");
        trace = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
        if (trace < 0)
            abort();
    }
    int32_t size = (int32_t)strlen(name);
    put(&kind, 1);
    put(&size, sizeof size);
    put(&offset, sizeof offset);
    put(&length, sizeof length);
    put(name, (size_t)size);
    if (data)
        put(data, (size_t)length);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) \
        real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int opened(int fd, const char *path)
{
    const char *name = stored(path);
    if (fd >= 0 && fd < FILES) {
        pthread_mutex_lock(&gate);
        names[fd] = name;
        pthread_mutex_unlock(&gate);
    }
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = va_arg(arguments, mode_t); \
        va_end(arguments); \
        return opened(real(path, flags, mode), path); \
    }
OPEN(open)
OPEN(open64)

int close(int fd)
{
    REAL(close);
    if (of(fd)) {
        pthread_mutex_lock(&gate);
        names[fd] = NULL;
        pthread_mutex_unlock(&gate);
    }
    return real(fd);
}

#define PWRITE(function, offset_type) \
    ssize_t function(int fd, const void *data, size_t length, offset_type offset) \
    { \
        REAL(function); \
        const char *name = of(fd); \
        if (!name) \
            return real(fd, data, length, offset); \
        pthread_mutex_lock(&gate); \
        ssize_t written = real(fd, data, length, offset); \
        if (written > 0) \
            record('W', name, offset, data, written); \
        pthread_mutex_unlock(&gate); \
        return written; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length)
{
    REAL(write);
    const char *name = of(fd);
    if (!name)
        return real(fd, data, length);
    pthread_mutex_lock(&gate);
    ssize_t written = real(fd, data, length);
    if (written > 0)
        record('W', name, lseek(fd, 0, SEEK_CUR) - written, data, written);
    pthread_mutex_unlock(&gate);
    return written;
}

#define TRUNCATE(function, length_type) \
    int function(int fd, length_type length) \
    { \
        REAL(function); \
        const char *name = of(fd); \
        if (!name) \
            return real(fd, length); \
        pthread_mutex_lock(&gate); \
        int result = real(fd, length); \
        if (result == 0) \
            record('T', name, length, NULL, 0); \
        pthread_mutex_unlock(&gate); \
        return result; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(function) \
    int function(int fd) \
    { \
        REAL(function); \
        const char *name = of(fd); \
        if (!name) \
            return real(fd); \
        pthread_mutex_lock(&gate); \
        int result = real(fd); \
        if (result == 0) \
            record('S', name, 0, NULL, 0); \
        pthread_mutex_unlock(&gate); \
        return result; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path)
{
    REAL(unlink);
    const char *name = stored(path);
    if (!name)
        return real(path);
    pthread_mutex_lock(&gate);
    int result = real(path);
    if (result == 0)
        record('U', name, 0, NULL, 0);
    pthread_mutex_unlock(&gate);
    return result;
}

/* Before it leaves: what is on its way was decided. */
static void leaving(const void *data, size_t length)
{
    pthread_mutex_lock(&gate);
    record('N', "", 0, data, (int64_t)(length < SENT ? length : SENT));
    pthread_mutex_unlock(&gate);
}

ssize_t send(int fd, const void *data, size_t length, int flags)
{
    REAL(send);
    if (length > 0)
        leaving(data, length);
    return real(fd, data, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    REAL(sendmsg);
    for (size_t i = 0; i < message->msg_iovlen; i++)
        if (message->msg_iov[i].iov_len > 0)
            leaving(message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
    return real(fd, message, flags);
}

/*
 * A small Redis module for tests: a type "ledger-v1" that holds one number, and LEDGER.SET, LEDGER.GET.
 * It declares the few functions of the module API that it uses.
 * https://redis.io/docs/latest/develop/reference/modules/modules-api-ref/
 *
 * LEDGER_NAME, LEDGER_TYPE and LEDGER_VERSION change what it registers. Arguments of its load: "refuse" makes it log a
 * reason and fail, "crash" makes it end the server.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef LEDGER_NAME
#define LEDGER_NAME "ledger"
#endif
#ifndef LEDGER_TYPE
#define LEDGER_TYPE "ledger-v1"
#endif
#ifndef LEDGER_VERSION
#define LEDGER_VERSION 3
#endif

#define OK 0
#define ERR 1
#define READ 1
#define WRITE 2

typedef struct Context Context;
typedef struct Text Text;
typedef struct Key Key;
typedef struct Io Io;
typedef struct Type Type;
typedef int (*Command)(Context *, Text **, int);

/* The methods of a type, version 1. */
typedef struct {
  uint64_t version;
  void *(*load)(Io *, int);
  void (*save)(Io *, void *);
  void (*rewrite)(Io *, Text *, void *);
  size_t (*memory)(const void *);
  void (*digest)(void *, void *);
  void (*release)(void *);
  void *later[32];
} Methods;

static int (*GetApi)(const char *, void *);
static void (*SetModuleAttribs)(Context *, const char *, int, int);
static int (*IsModuleNameBusy)(const char *);
static int (*CreateCommand)(Context *, const char *, Command, const char *, int, int, int);
static Type *(*CreateDataType)(Context *, const char *, int, Methods *);
static Key *(*OpenKey)(Context *, Text *, int);
static void (*CloseKey)(Key *);
static Type *(*ModuleTypeGetType)(Key *);
static void *(*ModuleTypeGetValue)(Key *);
static int (*ModuleTypeSetValue)(Key *, Type *, void *);
static int (*KeyType)(Key *);
static int (*StringToLongLong)(const Text *, long long *);
static const char *(*StringPtrLen)(const Text *, size_t *);
static int (*ReplyWithLongLong)(Context *, long long);
static int (*ReplyWithSimpleString)(Context *, const char *);
static int (*ReplyWithError)(Context *, const char *);
static int (*ReplicateVerbatim)(Context *);
static void (*SaveUnsigned)(Io *, uint64_t);
static uint64_t (*LoadUnsigned)(Io *);
static void (*EmitAOF)(Io *, const char *, const char *, ...);
static void (*Log)(Context *, const char *, const char *, ...);
static void *(*Alloc)(size_t);
static void (*Free)(void *);

#define GET(name) GetApi("RedisModule_" #name, (void *)&name)

static Type *ledger;

static void *load(Io *io, int version) {
  if (version != 0) return NULL;
  uint64_t *value = Alloc(sizeof *value);
  *value = LoadUnsigned(io);
  return value;
}

static void save(Io *io, void *value) { SaveUnsigned(io, *(uint64_t *)value); }

static void rewrite(Io *io, Text *key, void *value) {
  EmitAOF(io, "ledger.set", "sl", key, (long long)*(uint64_t *)value);
}

static void release(void *value) { Free(value); }

static int set(Context *context, Text **arguments, int count) {
  long long number;
  if (count != 3 || StringToLongLong(arguments[2], &number) != OK) return ReplyWithError(context, "ERR a key and a number");
  Key *key = OpenKey(context, arguments[1], READ | WRITE);
  if (KeyType(key) != 0 && ModuleTypeGetType(key) != ledger) {
    CloseKey(key);
    return ReplyWithError(context, "WRONGTYPE not a ledger");
  }
  uint64_t *value = Alloc(sizeof *value);
  *value = (uint64_t)number;
  ModuleTypeSetValue(key, ledger, value);
  CloseKey(key);
  ReplicateVerbatim(context);
  return ReplyWithSimpleString(context, "OK");
}

static int get(Context *context, Text **arguments, int count) {
  if (count != 2) return ReplyWithError(context, "ERR a key");
  Key *key = OpenKey(context, arguments[1], READ);
  int isLedger = key != NULL && KeyType(key) != 0 && ModuleTypeGetType(key) == ledger;
  long long number = isLedger ? (long long)*(uint64_t *)ModuleTypeGetValue(key) : -1;
  if (key != NULL) CloseKey(key);
  return ReplyWithLongLong(context, number);
}

int RedisModule_OnLoad(Context *context, Text **arguments, int count) {
  GetApi = (int (*)(const char *, void *))((void **)context)[0];
  GET(SetModuleAttribs), GET(IsModuleNameBusy), GET(CreateCommand), GET(CreateDataType), GET(OpenKey), GET(CloseKey);
  GET(ModuleTypeGetType), GET(ModuleTypeGetValue), GET(ModuleTypeSetValue), GET(KeyType), GET(StringToLongLong);
  GET(StringPtrLen), GET(ReplyWithLongLong), GET(ReplyWithSimpleString), GET(ReplyWithError), GET(ReplicateVerbatim);
  GET(SaveUnsigned), GET(LoadUnsigned), GET(EmitAOF), GET(Log), GET(Alloc), GET(Free);
  if (IsModuleNameBusy(LEDGER_NAME)) return ERR;
  SetModuleAttribs(context, LEDGER_NAME, LEDGER_VERSION, 1);
  for (int at = 0; at < count; at++) {
    const char *argument = StringPtrLen(arguments[at], NULL);
    if (strcmp(argument, "crash") == 0) abort();
    if (strcmp(argument, "refuse") != 0) continue;
    Log(context, "warning", "the ledger needs a book, and none was given");
    return ERR;
  }
  Methods methods = {.version = 1, .load = load, .save = save, .rewrite = rewrite, .release = release};
  ledger = CreateDataType(context, LEDGER_TYPE, 0, &methods);
  if (ledger == NULL) return ERR;
  if (CreateCommand(context, LEDGER_NAME ".set", set, "write deny-oom", 1, 1, 1) != OK) return ERR;
  return CreateCommand(context, LEDGER_NAME ".get", get, "readonly fast", 1, 1, 1);
}

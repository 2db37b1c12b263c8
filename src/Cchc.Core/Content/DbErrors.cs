using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>What a database error means, whichever engine said it.</summary>
public static class DbErrors
{
    /// <summary>A unique index let somebody else win. SQLSTATE 23505 on PostgreSQL, extended code 2067 or 1555 on SQLite.</summary>
    public static bool IsDuplicate(this DbUpdateException error) => error.InnerException is DbException inner
        && (inner.SqlState == "23505" || inner.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal));
}

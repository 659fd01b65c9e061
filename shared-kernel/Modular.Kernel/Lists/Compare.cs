using System.Linq.Expressions;

namespace Modular.Kernel.Lists;

/// <summary>Conditions on a column whose type is known only when a list is put together.</summary>
internal static class Compare
{
    /// <summary>Whether a row lies beyond a value: below it where the order goes down, above it otherwise.</summary>
    public static Expression<Func<TRow, bool>> Beyond<TRow, TKey>(
        Expression<Func<TRow, TKey>> column,
        TKey value,
        bool down,
        bool orSame
    )
    {
        // A parameter of the query and not a part of its text, so that the database keeps one plan for all places.
        Expression<Func<TKey>> held = () => value;
        var (left, right) =
            typeof(TKey) == typeof(string)
                ? (
                    Expression.Call(typeof(string), nameof(string.Compare), null, column.Body, held.Body),
                    (Expression)Expression.Constant(0)
                )
                : (column.Body, held.Body);
        var condition = (down, orSame) switch
        {
            (true, true) => Expression.LessThanOrEqual(left, right),
            (true, false) => Expression.LessThan(left, right),
            (false, true) => Expression.GreaterThanOrEqual(left, right),
            (false, false) => Expression.GreaterThan(left, right),
        };
        return Expression.Lambda<Func<TRow, bool>>(condition, column.Parameters);
    }

    public static Expression<Func<TRow, bool>> Either<TRow>(
        Expression<Func<TRow, bool>> one,
        Expression<Func<TRow, bool>> other
    )
    {
        var row = one.Parameters[0];
        var body = new Replaced(other.Parameters[0], row).Visit(other.Body);
        return Expression.Lambda<Func<TRow, bool>>(Expression.OrElse(one.Body, body), row);
    }

    private sealed class Replaced(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

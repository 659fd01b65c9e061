namespace Modular.Contracts;

/// <summary>
/// Something that has happened, told by one module to all others. A fact carries ids and figures, never a person's
/// name, phone or text: it is stored, repeated and read by modules that may not see those. It is saved in the
/// transaction of the change it tells of and delivered at least once, so a handler must bear repetition.
/// </summary>
public interface IFact;
